import type { RecoveryView } from '@supernet/sdk/schema'
import { Link, useParams } from 'react-router'
import { isSignable } from '../../queries/recovery.ts'
import { buttonStyle } from '../../ui/Button.tsx'
import { Section } from '../../ui/Screen.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { ChooseGuardian } from './ChooseGuardian.tsx'
import { GuardianPart } from './GuardianPart.tsx'
import { RecoveryPage } from './RecoveryPage.tsx'

/** What a guardian opens: who asks, what signing does, and how far it is. */
export function GuardianScreen() {
  const { code = '' } = useParams()
  const again = (
    <p className="mt-4">
      <Link to="/recover" className={buttonStyle({ tone: 'quiet', size: 'small' })}>
        Type another code
      </Link>
    </p>
  )
  return (
    <RecoveryPage code={code} looker="guardian" title="A recovery" unread={again}>
      {(view) => <Doing view={view} />}
    </RecoveryPage>
  )
}

/** As long as guardians can sign: what this one can do. Afterwards: that there is nothing to do. */
function Doing({ view }: { view: RecoveryView }) {
  const { owner } = useOwner()
  if (!isSignable(view))
    return (
      <p className="max-w-xl">
        {view.state === 'completed'
          ? 'Guardians have no more to do with it.'
          : 'There is nothing left to do for guardians. It goes on by itself.'}
      </p>
    )
  if (owner === undefined)
    return (
      <Section
        title="Who are you?"
        note="The account named a wallet or an account of this site as its guardian."
      >
        <ChooseGuardian />
      </Section>
    )
  return <GuardianPart view={view} owner={owner} />
}
