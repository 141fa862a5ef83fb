import { changeOfCall, type ParameterChange, parameters, type Row } from '@supernet/sdk/governance'
import type { DecodedCall } from '@supernet/sdk/schema'
import { useQuery } from '@tanstack/react-query'
import { formatEther } from 'viem'
import { useServices } from '../../lib/services.ts'
import { parameterOptions } from '../../queries/governance.ts'
import { Bill, BillRow } from '../../ui/Bill.tsx'
import { Code } from '../../ui/Code.tsx'
import { ValueWords } from './ValueWords.tsx'

interface CallWordsProps {
  call: DecodedCall
  /** Whether what is in force now is what the call would replace. */
  ahead: boolean
}

/** One call of a proposal in words: what changes from what to what. What the catalogue does not know is shown whole. */
export function CallWords({ call, ahead }: CallWordsProps) {
  const { contracts } = useServices().network
  const change = changeOfCall(parameters, contracts, call)
  return (
    <div className="paper p-5" data-call>
      {change === undefined ? <PlainCall call={call} /> : <ChangeWords change={change} ahead={ahead} />}
      {call.value > 0n && <p className="mt-3">It sends {formatEther(call.value)} ETH along.</p>}
      <p className="mt-4 flex flex-wrap items-baseline gap-x-3 text-13 text-soft">
        <span>
          {call.contract ?? 'an unknown contract'}
          {call.functionName !== undefined && `.${call.functionName}`}
        </span>
        <Code value={call.target} label="Contract" />
        <Code value={call.data} label="Call data" />
      </p>
    </div>
  )
}

function PlainCall({ call }: { call: DecodedCall }) {
  if (call.functionName === undefined)
    return <p>This call cannot be read. Compare its data with what its proposer says it does.</p>
  return (
    <>
      <h3 className="text-18">
        {call.contract}.{call.functionName}
      </h3>
      <Bill className="mt-3">
        {(call.args ?? []).map(({ name, type, value }) => (
          <BillRow key={`${name}:${type}:${value}`} label={name === '' ? type : name}>
            <span className="break-all font-mono text-13">{value}</span>
          </BillRow>
        ))}
      </Bill>
      <p className="mt-3 text-13 text-soft">Not one of the parameters listed here: read it with care.</p>
    </>
  )
}

/** What a parameter becomes, field by field. */
export function ChangeWords({ change, ahead }: { change: ParameterChange; ahead: boolean }) {
  const { parameter, rows } = change
  const keys = (rows[0] ?? []).map((value, index) => (parameter.fields[index]?.key ? value : 0n))
  const now = useQuery(parameterOptions(useServices(), parameter, keys)).data
  const old = ahead ? now : undefined
  return (
    <>
      <h3 className="text-18">{parameter.title}</h3>
      <p className="mt-1 text-13 text-soft">{parameter.explains}</p>
      {parameter.list === undefined ? (
        <Bill className="mt-3">
          {parameter.fields.map((field, index) => (
            <BillRow key={field.label} label={field.label}>
              <ValueWords field={field} now={old?.[0]?.[index]} then={rows[0]?.[index]} />
            </BillRow>
          ))}
        </Bill>
      ) : (
        <ListWords change={change} old={old} />
      )}
    </>
  )
}

/** The rows that differ; what stays is only counted. */
function ListWords({ change, old }: { change: ParameterChange; old: readonly Row[] | undefined }) {
  const count = Math.max(change.rows.length, old?.length ?? 0)
  const places = Array.from({ length: count }, (_, at) => at)
  const differing = places.filter((at) => old === undefined || !sameRow(change.rows[at], old[at]))
  const staying = count - differing.length
  return (
    <div className="mt-3 flex flex-col gap-4">
      {differing.map((at) => (
        <RowWords key={at} change={change} at={at} old={old?.[at]} replaces={old !== undefined} />
      ))}
      {staying > 0 && (
        <p className="text-13 text-soft">
          {staying === 1 ? 'One row stays' : `${staying} rows stay`} as {staying === 1 ? 'it is' : 'they are'}
          .
        </p>
      )}
    </div>
  )
}

const sameRow = (a: Row | undefined, b: Row | undefined) =>
  a !== undefined && b !== undefined && a.every((value, index) => String(value) === String(b[index]))

function RowWords({
  change: { parameter, rows },
  at,
  old,
  replaces,
}: {
  change: ParameterChange
  at: number
  old: Row | undefined
  replaces: boolean
}) {
  const row = rows[at]
  const name = parameter.list?.names?.[at] ?? `Row ${at + 1}`
  return (
    <div>
      <p className="text-13 text-soft">
        {name}
        {row === undefined && ': removed'}
        {row !== undefined && replaces && old === undefined && ': new'}
      </p>
      <Bill>
        {parameter.fields.map((field, index) => (
          <BillRow key={field.label} label={field.label}>
            <ValueWords field={field} now={old?.[index]} then={row?.[index] ?? old?.[index]} />
          </BillRow>
        ))}
      </Bill>
    </div>
  )
}
