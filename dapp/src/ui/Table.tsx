import { cx } from 'class-variance-authority'
import { type ReactNode, useState } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers go right; a column with `sort` can be sorted by its head. */
  readonly numeric?: boolean
  readonly sort?: (row: Row) => number | string
  /** Left out below 64 rem. */
  readonly wide?: boolean
}

interface TableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

type Sort = { key: string; down: boolean }

/** Ruled paper: lines between rows, no zebra, numbers right. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const [sort, setSort] = useState<Sort>()
  const by = columns.find((column) => column.key === sort?.key)?.sort
  const sorted =
    by === undefined ? rows : [...rows].sort((a, b) => compare(by(a), by(b)) * (sort?.down ? -1 : 1))
  const toggle = (key: string) => setSort({ key, down: sort?.key === key ? !sort.down : true })

  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-15">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-ink border-b text-13 text-soft">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={ariaSort(column.key, sort)}
                className={cellStyle(column, 'font-normal')}
              >
                {column.sort === undefined ? (
                  column.label
                ) : (
                  <button type="button" onClick={() => toggle(column.key)} className="hover:text-ink">
                    {column.label}
                    {sort?.key === column.key && <span aria-hidden="true">{sort.down ? ' ↓' : ' ↑'}</span>}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={rowKey(row)} className="border-b">
              {columns.map((column) => (
                <td key={column.key} className={cellStyle(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellStyle(column: { numeric?: boolean; wide?: boolean }, extra?: string): string {
  return cx(
    'py-2 pr-4 align-baseline last:pr-0',
    column.numeric ? 'text-right' : 'text-left',
    column.wide && 'hidden lg:table-cell',
    extra,
  )
}

const ariaSort = (key: string, sort: Sort | undefined) =>
  sort?.key !== key ? undefined : sort.down ? 'descending' : 'ascending'

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
}
