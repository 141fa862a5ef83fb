import { Link } from 'react-router'

const link = 'underline underline-offset-4'

/** Where a budget has run out, the two ways on. */
export function ShortNote() {
  return (
    <p className="text-13 text-soft" data-short>
      This costs more than the budget has left.{' '}
      <Link to="/account" className={link}>
        Top it up
      </Link>{' '}
      or{' '}
      <Link to="/spark" className={link}>
        buy Spark
      </Link>
      .
    </p>
  )
}
