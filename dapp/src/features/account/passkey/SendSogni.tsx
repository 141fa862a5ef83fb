import { transferToken } from '@supernet/sdk/actions'
import { SOGNI_UNIT_WEI } from '@supernet/sdk/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { getAddress, type Hash, isAddress, isAddressEqual } from 'viem'
import { formatAmount, parseAmount, sogniToUsd } from '../../../lib/amounts.ts'
import { useServices } from '../../../lib/services.ts'
import { balancesOptions } from '../../../queries/balances.ts'
import { payeesOptions } from '../../../queries/payees.ts'
import { statusOptions } from '../../../queries/status.ts'
import { Field, inputStyle, TextInput } from '../../../ui/Field.tsx'
import { TxButton } from '../../../ui/TxButton.tsx'
import { useTx } from '../../../wallet/useTx.ts'
import { AnnouncePayee, Payees } from './Payees.tsx'
import { isHeld, ruleFor, ruleWords } from './payeeRule.ts'

type Address = `0x${string}`

const TAIL = 4

interface SendSogniProps {
  account: Address
  /** How it is sent, where it is not a transaction of the account; `amount` in wei. */
  send?: (payment: { to: Address; amount: bigint }) => Promise<Hash>
  /** Whether the list of payees can be asked for. */
  isSignedIn?: boolean
}

/** Sends SOGNI away: said in words, and confirmed by the end of the address, because nobody can take it back. */
export function SendSogni({ account, send, isSignedIn = true }: SendSogniProps) {
  const services = useServices()
  const balances = useQuery(balancesOptions(services, account)).data
  const status = useQuery(statusOptions(services)).data
  const rate = BigInt(status?.sparkRate ?? '0')
  const payees = useQuery({ ...payeesOptions(services, account), enabled: isSignedIn }).data
  const token = services.network.contracts.sogniToken
  const [to, setTo] = useState('')
  const [text, setText] = useState('')
  const [tail, setTail] = useState('')
  const payee = to.trim()
  const amount = parseAmount(text, 'sogni')
  const held = balances?.sogni ?? 0n
  const toFault = faultOf(payee, account)
  const tooMuch = amount !== undefined && amount > held
  const isWhole = payee !== '' && toFault === undefined && amount !== undefined && amount > 0n && !tooMuch
  const isKept =
    isWhole &&
    payees !== undefined &&
    isHeld(payees, token, { payee: payee as Address, amount, now: status?.chainTime ?? 0 })
  const rule = payees && ruleFor(payees, token)
  const isConfirmed = tail.trim().toLowerCase() === payee.slice(-TAIL).toLowerCase()

  const tx = useTx({
    done: 'The SOGNI is on its way.',
    onIndexed: () => {
      setTo('')
      setText('')
      setTail('')
    },
    prepare: async () => ({
      action: (client) => {
        const payment = { to: getAddress(payee), amount: (amount ?? 0n) * SOGNI_UNIT_WEI }
        return send === undefined ? transferToken(client, { token, ...payment }) : send(payment)
      },
    }),
  })
  return (
    <div className="flex flex-col gap-3" data-send>
      <Field label="To the address" {...(toFault === undefined ? {} : { error: toFault })}>
        <TextInput value={to} onValueChange={setTo} spellCheck={false} className={inputStyle} />
      </Field>
      <Field
        label="Amount to send in SOGNI"
        hint={`You hold ${formatAmount(held, 'sogni')}.`}
        {...(text !== '' && amount === undefined ? { error: 'Type a number, like 20' } : {})}
        {...(tooMuch ? { error: `You hold ${formatAmount(held, 'sogni')}` } : {})}
      >
        <TextInput inputMode="decimal" value={text} onValueChange={setText} className={inputStyle} />
      </Field>
      {rule !== undefined && <p className="text-13 text-soft">{ruleWords(rule)}</p>}
      {isWhole && !isKept && (
        <div className="border-line border-t pt-4">
          <p className="text-18">
            You send <strong className="font-medium">{formatAmount(amount, 'sogni')}</strong>
            {rate > 0n && <> ({formatAmount(sogniToUsd(amount, rate), 'usd')})</>} to the address that begins
            with <code className="font-mono">{payee.slice(0, 6)}</code> and ends in{' '}
            <code className="font-mono">{payee.slice(-TAIL)}</code>.
          </p>
          <p className="mt-1 mb-3 text-13 text-soft">
            Nobody can take it back. Compare the address with the one you were given, not with this page.
          </p>
          <Field label="Type the last four characters of the address">
            <TextInput
              value={tail}
              onValueChange={setTail}
              maxLength={TAIL}
              spellCheck={false}
              autoComplete="off"
              className={inputStyle}
            />
          </Field>
        </div>
      )}
      {(isKept ||
        (tx.state.at === 'failed' && tx.state.error.code === 'payee-too-new' && isAddress(payee))) && (
        <AnnouncePayee account={account} payee={getAddress(payee)} />
      )}
      <div>
        <TxButton
          tone="paper"
          state={tx.state}
          verb={isWhole ? `Send ${formatAmount(amount, 'sogni')}` : 'Send SOGNI'}
          {...blockedBy({ isWhole, isKept, isConfirmed })}
          onPress={() => void tx.press()}
        />
      </div>
      {isSignedIn && <Payees account={account} />}
    </div>
  )
}

interface SendStops {
  isWhole: boolean
  isKept: boolean
  isConfirmed: boolean
}

function blockedBy({ isWhole, isKept, isConfirmed }: SendStops): { blocked?: string } {
  if (!isWhole) return { blocked: 'Choose whom and how much' }
  if (isKept) return { blocked: 'Not before the address opens' }
  return isConfirmed ? {} : { blocked: 'Confirm the address first' }
}

function faultOf(payee: string, account: Address): string | undefined {
  if (payee === '') return undefined
  if (!isAddress(payee)) return 'An address begins with 0x and has 42 characters'
  return isAddressEqual(payee, account) ? 'This is your own address' : undefined
}
