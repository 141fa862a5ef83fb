import type { ComponentProps } from 'react'
import { Button } from '../ui/Button.tsx'
import type { WalletDetail } from './eip6963.ts'

type WalletButtonProps = Omit<ComponentProps<typeof Button>, 'children'> & {
  wallet: WalletDetail
  /** Before its name. */
  verb?: string
}

/** A wallet that announced itself, by its own sign and name. */
export function WalletButton({ wallet: { info }, verb, ...button }: WalletButtonProps) {
  return (
    <Button {...button}>
      <img src={info.icon} alt="" width={18} height={18} />
      {verb === undefined ? info.name : `${verb} ${info.name}`}
    </Button>
  )
}
