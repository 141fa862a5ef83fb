import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FromWorker, type ToWorker, ToWorker as ToWorkerSchema, WORKER_SOCKET } from '@supernet/sdk/schema'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

type Answer<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>

/** The relayer's side of the worker's wire, in memory: what it hears is kept in order, blobs by their hash. */
export const startTestRelayer = async (challenge: { ledger: `0x${string}`; chainId: number }) => {
  const heard: FromWorker[] = []
  const blobs = new Map<string, Uint8Array>()
  const waiting = new Set<() => void>()
  let acks = true
  let socket: WebSocket | undefined

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const authorised = request.headers.authorization === 'Bearer upload-token'
    if (authorised) blobs.set(request.url?.split('/').at(-1) ?? '', Buffer.concat(chunks))
    response.writeHead(authorised ? 204 : 401).end()
  })
  const send = (message: ToWorker) => socket?.send(JSON.stringify(z.encode(ToWorkerSchema, message)))

  const hear = (message: FromWorker) => {
    heard.push(message)
    if (message.type === 'hello') {
      send({ type: 'welcome', uploadToken: 'upload-token', chainTime: Math.floor(Date.now() / 1_000) })
    }
    if (message.type === 'receipt' && acks) {
      const { ticket, share, images, last } = message.signed.receipt
      send({ type: 'ack', ticket, share, images, last })
    }
    for (const check of waiting) check()
  }

  const sockets = new WebSocketServer({ server, path: WORKER_SOCKET })
  sockets.on('connection', (connection) => {
    socket = connection
    connection.on('message', (data) => hear(z.decode(FromWorker, JSON.parse(data.toString()))))
    send({ type: 'challenge', nonce: `0x${'ab'.repeat(32)}`, ...challenge })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const find = <T extends FromWorker['type']>(type: T, test: (message: Answer<T>) => boolean) =>
    heard.find((message): message is Answer<T> => message.type === type && test(message as Answer<T>))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    blobs,
    send,
    acknowledge: (on: boolean) => {
      acks = on
    },
    drop: () => socket?.terminate(),
    /** The first message of a kind that passes `test`, heard already or still to come. */
    until: <T extends FromWorker['type']>(type: T, test: (message: Answer<T>) => boolean = () => true) =>
      new Promise<Answer<T>>((resolve) => {
        const check = () => {
          const found = find(type, test)
          if (!found) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
      }),
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestRelayer = Awaited<ReturnType<typeof startTestRelayer>>
