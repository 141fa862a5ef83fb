import { Link } from 'react-router'
import { Dialog } from '../../ui/Dialog.tsx'
import { BudgetForm } from '../../wallet/BudgetForm.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'

interface BudgetDialogProps {
  open: boolean
  /** The device's budget is on its way back to its owner. */
  closing: boolean
  onClose: () => void
}

/** Between the first press of Render and the first picture: who pays, and how much at most. */
export function BudgetDialog({ open, closing, onClose }: BudgetDialogProps) {
  const { owner } = useOwner()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={owner === undefined ? 'Who pays for it' : 'A budget for this device'}
      description="Your render starts by itself as soon as the budget is open."
    >
      {closing ? (
        <p>
          The budget of this device is being closed.{' '}
          <Link to="/account" className="underline underline-offset-4">
            See it in Account
          </Link>
          ; a new one can be opened there.
        </p>
      ) : owner === undefined ? (
        <ChooseOwner />
      ) : (
        <BudgetForm owner={owner} />
      )}
    </Dialog>
  )
}
