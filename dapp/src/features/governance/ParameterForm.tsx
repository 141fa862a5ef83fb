import {
  type Field as Described,
  type Parameter,
  type Row,
  refusalOf,
  type Value,
} from '@supernet/sdk/governance'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isAddress } from 'viem'
import { useServices } from '../../lib/services.ts'
import { parameterOptions } from '../../queries/governance.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { ValueField } from './ValueField.tsx'
import { formatValue, inputText, parseValue } from './values.ts'

type Texts = readonly (readonly string[])[]

interface ParameterFormProps {
  parameter: Parameter
  /** The rows that were typed, once each is a value and one differs from what is in force. */
  onRows: (rows: readonly Row[] | undefined) => void
}

const isText = ({ unit }: Described) => unit === 'address' || unit === 'hash'

/** What can be read before anybody has typed the keys. */
const firstKey = (field: Described): string => (field.unit === 'choice' ? String(field.least ?? 0n) : '')

const textsOf = ({ fields }: Parameter, rows: readonly Row[]): Texts =>
  rows.map((row) => row.map((value, index) => inputText(fields[index] ?? { unit: 'count' }, value)))

const blank = ({ fields }: Parameter): readonly string[] =>
  fields.map((field) => (field.unit === 'flag' ? 'true' : firstKey(field)))

/** A parameter as it stands, to be changed. Keys say which value is meant; the rest begins as it is on the chain. */
export function ParameterForm({ parameter, onRows }: ParameterFormProps) {
  const { fields, list } = parameter
  const [keyTexts, setKeyTexts] = useState(() => blank(parameter))
  const [edited, setEdited] = useState<Texts>()
  const keys = keyTexts.map((text, index): Value => {
    const field = fields[index]
    return (field?.key && parseValue(field, text)) || 0n
  })
  const keyed = fields.every(
    (field, index) => !field.key || !isText(field) || isKey(field, keyTexts[index] ?? ''),
  )
  const query = parameterOptions(useServices(), parameter, keys)
  const now = useQuery({ ...query, enabled: parameter.read !== undefined && keyed })

  const base: Texts = now.data === undefined ? [keyTexts] : textsOf(parameter, now.data)
  const texts = edited ?? base
  const values = texts.map((row) => row.map((text, at) => parseValue(fields[at] ?? { unit: 'count' }, text)))
  const valid = values.every((row) =>
    row.every((value, at) => refusalOf(fields[at] ?? { label: '', unit: 'count' }, value) === undefined),
  )
  const rows =
    valid && (parameter.read === undefined || now.data !== undefined) ? (values as Row[]) : undefined
  const changed = rows !== undefined && (now.data === undefined || key(rows) !== key(now.data))
  const answer = changed ? key(rows) : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are told apart by what they say
  useEffect(() => onRows(changed ? rows : undefined), [answer])

  if (fields.length === 0) return <p>It has no values: it is done or not.</p>
  const write = (row: number, at: number, text: string) => {
    if (fields[at]?.key && parameter.read !== undefined) {
      setKeyTexts(keyTexts.map((old, index) => (index === at ? text : old)))
      setEdited(undefined)
      return
    }
    setEdited(texts.map((old, index) => (index === row ? old.map((was, i) => (i === at ? text : was)) : old)))
  }
  if (now.error !== null && now.data === undefined)
    return (
      <ErrorNote
        error={now.error}
        title="What is in force could not be read."
        onRetry={() => now.refetch()}
      />
    )
  if (parameter.read !== undefined && keyed && now.data === undefined) {
    return (
      <Loading what="what is in force">
        <Skeleton className="h-24 w-full" />
      </Loading>
    )
  }
  const grows = list !== undefined && list.names === undefined
  return (
    <div className="flex flex-col gap-4">
      {texts.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place
        <fieldset key={at} className="min-w-0">
          {list !== undefined && (
            <legend className="text-13 text-soft">{list.names?.[at] ?? `Row ${at + 1}`}</legend>
          )}
          <div className={list === undefined ? 'flex flex-col gap-1' : 'grid gap-x-5 sm:grid-cols-2'}>
            {fields.map((field, index) => (
              <ValueField
                key={field.label}
                field={field}
                text={(field.key && parameter.read !== undefined ? keyTexts[index] : row[index]) ?? ''}
                now={nowWords(field, now.data?.[at]?.[index])}
                onText={(text) => write(at, index, text)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {grows && (
        <div className="flex gap-3">
          <Button
            size="small"
            disabled={texts.length >= list.most}
            onClick={() => setEdited([...texts, texts.at(-1) ?? blank(parameter)])}
          >
            Add a row
          </Button>
          <Button size="small" disabled={texts.length < 2} onClick={() => setEdited(texts.slice(0, -1))}>
            Remove the last row
          </Button>
        </div>
      )}
    </div>
  )
}

const key = (rows: readonly Row[]) =>
  rows.map((row) => row.map((value) => String(value).toLowerCase()).join()).join(';')

const isKey = (field: Described, text: string) =>
  field.unit === 'address' ? isAddress(text) : /^0x[0-9a-fA-F]{64}$/.test(text)

const nowWords = (field: Described, value: Value | undefined) =>
  value === undefined || field.key ? undefined : formatValue(field, value)
