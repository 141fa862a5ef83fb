import { useState } from 'react'
import type { Payer } from '../../lib/studio/budgets.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { BudgetForm } from '../../wallet/BudgetForm.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { AllowDevice } from '../../wallet/passkey/AllowDevice.tsx'
import { useSetUp } from '../../wallet/passkey/SetUpProvider.tsx'

type Reason = Exclude<Payer['at'], 'ready'>

const TITLES: Record<Reason, string> = {
  none: 'A budget for this device',
  closing: 'A new budget for this device',
  ending: 'A new budget for this device',
  full: 'A second budget, to go on now',
}

const WHY: Partial<Record<Reason, string>> = {
  closing: 'Your budget is on its way back to you and takes no new render.',
  ending: 'Your budget ends too soon to pay for another render. What is left in it stays yours.',
  full: 'Many of your renders wait to be settled, and one budget can only wait for so many. A second one pays from here on. The first settles by itself, keeps what is left in it, and takes new renders again once there is room.',
}

interface BudgetDialogProps {
  /** Why no budget pays; undefined while one does or it is not known yet. */
  reason: Reason | undefined
  onClose: () => void
}

/** Between the press of Render and the picture: who pays, and how much at most. */
export function BudgetDialog({ reason, onClose }: BudgetDialogProps) {
  const { owner } = useOwner()
  const setUp = useSetUp().state
  // The last words stay while the dialog fades.
  const [said, setSaid] = useState<Reason>(reason ?? 'none')
  if (reason !== undefined && reason !== said) setSaid(reason)
  const why = WHY[said]
  return (
    <Dialog
      open={reason !== undefined}
      onClose={onClose}
      title={owner === undefined ? 'Who pays for it' : TITLES[said]}
      description="Your render starts by itself as soon as the budget is open."
    >
      {why !== undefined && (
        <p className="mb-5" data-why={said}>
          {why}
        </p>
      )}
      {owner === undefined && <ChooseOwner />}
      {owner?.kind === 'passkey' && setUp.at === 'stranger' ? (
        <AllowDevice row={owner.row} />
      ) : (
        owner !== undefined && <BudgetForm owner={owner} />
      )}
    </Dialog>
  )
}
