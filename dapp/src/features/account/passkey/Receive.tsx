import { chunk } from '../../../lib/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { copyText } from '../../../ui/copyText.ts'

/** The public address, whole and in groups that can be compared by eye. */
export function Receive({ address }: { address: `0x${string}` }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="flex flex-wrap gap-x-2 font-mono text-15" data-address={address}>
        {chunk(address, 6).map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: seven parts in a fixed order
          <span key={place}>{part}</span>
        ))}
      </p>
      <Button onClick={() => void copyText(address, 'Address')}>Copy the address</Button>
      <p className="text-13 text-soft">
        SOGNI and USDC that are sent to it on this network are yours. It is the same address on every device.
      </p>
    </div>
  )
}
