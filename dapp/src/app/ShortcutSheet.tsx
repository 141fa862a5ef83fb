import { shortcuts } from '../lib/shortcuts.ts'
import { Bill, BillRow } from '../ui/Bill.tsx'
import { Dialog } from '../ui/Dialog.tsx'

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  i: 'I',
  g: 'G',
  c: 'C',
  l: 'L',
}

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <Bill>
        {Object.values(shortcuts).map(({ keys, does }) => (
          <BillRow key={keys} label={does}>
            <kbd className="font-mono text-13">{NAMES[keys] ?? keys}</kbd>
          </BillRow>
        ))}
      </Bill>
    </Dialog>
  )
}
