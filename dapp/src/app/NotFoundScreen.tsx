import { Link } from 'react-router'
import { Empty } from '../ui/Empty.tsx'
import { Screen } from '../ui/Screen.tsx'

export function NotFoundScreen() {
  return (
    <Screen title="There is no such page.">
      <Empty
        title="The address may be mistyped"
        action={
          <Link to="/" className="underline underline-offset-4">
            Go to Create
          </Link>
        }
      >
        Pages are Create, Gallery, Ledger, Network and Account. Pictures are only found on the device that
        made them.
      </Empty>
    </Screen>
  )
}
