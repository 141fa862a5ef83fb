import { proposalIdOf, propose } from '@supernet/sdk/actions'
import { type Parameter, parameterCall, parameters, type Row } from '@supernet/sdk/governance'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useServices } from '../../lib/services.ts'
import { formatLeft } from '../../lib/time.ts'
import {
  dryRunOptions,
  type GovernanceTerms,
  governanceTermsOptions,
  proposalKeys,
  voterOptions,
} from '../../queries/governance.ts'
import { useChainNow } from '../../queries/useChainNow.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { Screen, Section } from '../../ui/Screen.tsx'
import { Loading, Skeleton } from '../../ui/Skeleton.tsx'
import { formatSogni } from '../../ui/Sogni.tsx'
import { TxButton } from '../../ui/TxButton.tsx'
import { ChooseOwner } from '../../wallet/ChooseOwner.tsx'
import { useOwner } from '../../wallet/OwnerProvider.tsx'
import { useTx } from '../../wallet/useTx.ts'
import { ChangeWords } from './CallWords.tsx'
import { DryRun } from './DryRun.tsx'
import { ParameterForm } from './ParameterForm.tsx'
import { describe } from './proposal.ts'
import { Timeline } from './Terms.tsx'

const GROUPS = ['Votes', 'Stake', 'Money', 'Network'] as const

/** A proposal by picking what shall change. The choice is in the address. */
export function ProposeScreen() {
  const services = useServices()
  const terms = useQuery(governanceTermsOptions(services))
  const [params, setParams] = useSearchParams()
  const parameter = parameters.find(({ id }) => id === params.get('set')) ?? parameters[0]
  if (terms.error !== null && terms.data === undefined) {
    return (
      <Screen title="Make a proposal">
        <ErrorNote
          error={terms.error}
          title="The rules of the DAO could not be read."
          onRetry={() => terms.refetch()}
        />
      </Screen>
    )
  }
  if (terms.data === undefined || parameter === undefined) {
    return (
      <Screen title={<Skeleton className="h-12 w-96 max-w-full" />}>
        <Loading what="the rules">
          <Skeleton className="h-64 w-full max-w-2xl" />
        </Loading>
      </Screen>
    )
  }
  return (
    <Screen
      title="What should change?"
      aside={
        <Link to="/governance" className="underline underline-offset-4">
          All proposals
        </Link>
      }
    >
      <label className="block max-w-xl">
        <span className="text-13 text-soft">Pick one</span>
        <select
          value={parameter.id}
          onChange={(event) => setParams({ set: event.target.value }, { replace: true })}
          className={`${inputStyle} bg-wall`}
        >
          {GROUPS.map((group) => (
            <optgroup key={group} label={group}>
              {parameters
                .filter((each) => each.group === group)
                .map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <p className="mt-2 mb-8 max-w-xl text-soft">{parameter.explains}</p>
      <Draft key={parameter.id} parameter={parameter} terms={terms.data} />
    </Screen>
  )
}

function Draft({ parameter, terms }: { parameter: Parameter; terms: GovernanceTerms }) {
  const services = useServices()
  const navigate = useNavigate()
  const now = useChainNow()
  const { owner } = useOwner()
  const { contracts } = services.network
  const [rows, setRows] = useState<readonly Row[]>()
  const [title, setTitle] = useState<string>(parameter.title)
  const [reasons, setReasons] = useState('')
  const votes = useQuery(voterOptions(services, owner?.address)).data?.votes

  const call = rows && parameterCall(parameter, rows, contracts)
  const dry = useQuery(dryRunOptions(services, call))
  const description = describe(title, reasons)
  const tx = useTx({
    done: 'The proposal is made.',
    changes: [proposalKeys.all],
    prepare: async () => {
      if (call === undefined) throw new Error('Pressed without a change')
      return {
        action: (client) => propose(client, { governor: contracts.governor, calls: [call], description }),
      }
    },
    onIndexed: () => call && navigate(`/governance/${proposalIdOf({ calls: [call], description })}`),
  })
  const opens = now + terms.votingDelay
  const closes = opens + terms.votingPeriod
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-8">
        <ParameterForm parameter={parameter} onRows={setRows} />
        <div className="flex flex-col gap-2">
          <Field label="Title" error={title.trim() === '' ? 'Give it a title' : undefined}>
            <TextInput value={title} onValueChange={setTitle} maxLength={120} className={inputStyle} />
          </Field>
          <label>
            <span className="text-13 text-soft">Why</span>
            <textarea
              value={reasons}
              onChange={(event) => setReasons(event.target.value)}
              rows={4}
              maxLength={4_000}
              className={`${inputStyle} resize-y`}
            />
          </label>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        {rows !== undefined && call !== undefined && (
          <Section title="What would change">
            <div className="paper p-5" data-change>
              <ChangeWords change={{ parameter, rows }} ahead />
            </div>
            <DryRun result={dry.data} />
          </Section>
        )}
        <Section title="Its days, if it is made now">
          <Timeline
            steps={[
              [opens, `Votes open ${formatLeft(opens, now)}. Stake counts as it is then.`],
              [closes, 'Votes close. If it is accepted, anyone can queue it.'],
              [
                closes + (dry.data?.delay ?? terms.ordinaryDelay),
                'The earliest moment at which it can be carried out.',
              ],
            ]}
          />
        </Section>
        <Section title="Who proposes" note={`It takes ${formatSogni(terms.threshold)} of votes to propose.`}>
          {owner === undefined ? (
            <div className="max-w-md">
              <ChooseOwner />
            </div>
          ) : (
            <TxButton
              state={tx.state}
              verb={`Propose: ${title}`}
              blocked={
                rows === undefined
                  ? 'Change something first'
                  : title.trim() === ''
                    ? 'Give it a title'
                    : votes !== undefined && votes < terms.threshold
                      ? `You have ${formatSogni(votes)} of votes`
                      : undefined
              }
              onPress={() => void tx.press()}
            />
          )}
        </Section>
      </div>
    </div>
  )
}
