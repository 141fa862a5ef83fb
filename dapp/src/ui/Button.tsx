import { cva, type VariantProps } from 'class-variance-authority'
import type { ButtonHTMLAttributes } from 'react'

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-paper font-medium transition-opacity disabled:cursor-not-allowed',
  {
    variants: {
      tone: {
        /** One on a screen. */
        primary:
          'border border-action bg-action text-on-action enabled:hover:opacity-90 disabled:border-line disabled:bg-wall disabled:text-soft',
        paper: 'border border-line bg-paper text-ink enabled:hover:border-soft disabled:text-soft',
        quiet:
          'text-ink underline decoration-line decoration-1 underline-offset-4 enabled:hover:decoration-action disabled:text-soft',
      },
      size: { small: 'min-h-8 text-13', normal: 'min-h-10 text-15' },
    },
    compoundVariants: [
      { tone: ['primary', 'paper'], size: 'small', class: 'px-3' },
      { tone: ['primary', 'paper'], size: 'normal', class: 'px-4' },
    ],
    defaultVariants: { tone: 'paper', size: 'normal' },
  },
)

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & VariantProps<typeof buttonStyle>

export function Button({ tone, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonStyle({ tone, size, className })} {...rest} />
}
