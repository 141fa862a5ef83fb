import { Link } from 'react-router'
import { listWords } from '../lib/words.ts'
import { Empty } from '../ui/Empty.tsx'
import { Screen } from '../ui/Screen.tsx'
import { GROUPS } from './places.ts'

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
        Pages are {listWords(GROUPS.flatMap(({ places }) => places.map(({ name }) => name)))}. Pictures are
        only found on the device that made them.
      </Empty>
    </Screen>
  )
}
