import type { JobRecord } from '@supernet/sdk/client'
import {
  hashReceipt,
  imageHash,
  isSignedBy,
  ledgerDomain,
  resultRoot,
  shareAmount,
} from '@supernet/sdk/protocol'
import type { Network } from '@supernet/sdk/schema'
import { decodePng } from '../png.ts'

type ShareRecord = JobRecord['shares'][number]

/** One question about a receipt, answered on this device. */
export interface Check {
  readonly question: string
  readonly passed: boolean
}

interface Evidence {
  readonly record: JobRecord
  readonly share: ShareRecord
  readonly network: Network
  readonly png: (image: number) => Promise<Uint8Array | undefined>
}

/** Checks a share's receipt again, from the pictures and signatures kept here; nobody else is asked. */
export async function checkReceipt({ record, share, network, png }: Evidence): Promise<Check[]> {
  const signed = share.receipt
  if (signed === undefined) return [{ question: 'The worker has signed a receipt', passed: false }]
  const { receipt, signature } = signed
  const domain = ledgerDomain(network.chainId, network.contracts.renderLedger)
  const ticket = record.tickets.find(({ digest }) => digest === share.ticket)?.signed.ticket
  const mine = record.images.filter(({ seq }) => seq === share.seq)
  const leaves = await Promise.all(
    mine.map(async ({ image }) => {
      const bytes = await png(image)
      if (bytes === undefined) return undefined
      const { width, height, rgb } = await decodePng(bytes)
      return { image, hash: imageHash(width, height, rgb) }
    }),
  )
  const whole = leaves.filter((leaf) => leaf !== undefined)
  return [
    {
      question: 'Its signature is the worker’s',
      passed: await isSignedBy(share.operator, hashReceipt(domain, receipt), signature),
    },
    {
      question: 'It answers the ticket that this device signed',
      passed: receipt.ticket === share.ticket && receipt.paramsCommit === ticket?.paramsCommit,
    },
    {
      question:
        whole.length === mine.length
          ? 'The pictures are the ones it vouches for, pixel by pixel'
          : 'The pictures are still on this device',
      passed:
        whole.length === mine.length &&
        (mine.length === 0 ? receipt.images === 0 : resultRoot(whole) === receipt.resultRoot),
    },
    {
      question: 'The amount is the agreed price of the finished steps',
      passed:
        share.line === undefined ||
        (ticket !== undefined &&
          share.line.steps === receipt.steps &&
          share.line.amount === shareAmount(ticket.unitPrice, receipt.steps, ticket.stepsPerImage)),
    },
  ]
}
