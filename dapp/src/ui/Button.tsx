import { cva, type VariantProps } from 'class-variance-authority'
import type { ButtonHTMLAttributes } from 'react'

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-paper font-medium transition-opacity disabled:cursor-not-allowed disabled:opacity-55',
  {
    variants: {
      tone: {
        /** One on a screen. */
        primary: 'bg-action text-on-action hover:opacity-90',
        paper: 'border border-line bg-paper text-ink hover:border-soft',
        quiet: 'text-ink underline decoration-line decoration-1 underline-offset-4 hover:decoration-action',
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
