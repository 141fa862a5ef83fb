import {
  type AbiEvent,
  encodeAbiParameters,
  encodeEventTopics,
  keccak256,
  type PublicClient,
  toHex,
} from 'viem'

type Hex = `0x${string}`
interface Block {
  number: number
  hash: Hex
  parentHash: Hex
  logs: object[]
}

/** A chain as a list of blocks: the history may be cut and grown again differently. */
export function createScriptedChain() {
  let blocks: Block[] = []
  let salt = 0
  const grow = (...logs: object[]) => {
    const number = blocks.length
    salt += 1
    const hash = keccak256(toHex(`block ${number} ${salt}`))
    blocks.push({
      number,
      hash,
      parentHash: blocks.at(-1)?.hash ?? `0x${'00'.repeat(32)}`,
      logs: logs.map((log, logIndex) => ({
        ...log,
        blockNumber: BigInt(number),
        blockHash: hash,
        transactionHash: keccak256(hash),
        logIndex,
      })),
    })
  }
  const shown = (block: Block) => ({
    ...block,
    number: BigInt(block.number),
    timestamp: BigInt(block.number),
  })
  const chain = {
    getBlock: async ({ blockTag, blockNumber }: { blockTag?: string; blockNumber?: bigint }) => {
      const index =
        blockTag === 'latest' ? blocks.length - 1 : blockTag === 'finalized' ? 0 : Number(blockNumber)
      const block = blocks[index]
      if (block === undefined) throw Object.assign(new Error('no such block'), { name: 'BlockNotFoundError' })
      return shown(block)
    },
    getLogs: async ({ fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint }) =>
      blocks.slice(Number(fromBlock), Number(toBlock) + 1).flatMap((block) => block.logs),
  }
  return {
    chain: chain as unknown as PublicClient,
    grow,
    cut: (length: number) => {
      blocks = blocks.slice(0, length)
    },
    get length() {
      return blocks.length
    },
  }
}

/** A log as a node gives it, but for its place. */
export const logOf = (
  address: Hex,
  abi: readonly AbiEvent[],
  eventName: string,
  args: Record<string, unknown>,
) => {
  const event = abi.find((item) => item.type === 'event' && item.name === eventName)
  if (event === undefined) throw new Error(eventName)
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  return {
    address,
    topics: encodeEventTopics({ abi: [event], eventName, args } as never),
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name ?? '']),
    ),
  }
}
