import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws'
import { address, hex32 } from '../testing/jobRecords.ts'
import { type JobStream, openStream, type StreamMessage } from './stream.ts'

let server: WebSocketServer
let stream: JobStream
let heard: { jobId: string; after: number; socket: ServerSocket }[]

beforeEach(async () => {
  heard = []
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket, request) => {
    expect(request.url).toBe('/v1/stream')
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      if (message.type === 'subscribe') heard.push({ ...message, socket })
    })
  })
  stream = openStream(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterEach(async () => {
  stream.close()
  for (const socket of server.clients) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
})

const until = async (test: () => boolean) => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5))
}
const event = (n: number) =>
  JSON.stringify({ type: 'event', jobId: hex32(1), event: { type: 'cancelled', n } })
const job = (lastEvent: number) =>
  JSON.stringify({
    type: 'job',
    job: {
      jobId: hex32(1),
      session: address(1),
      order: { model: 1, width: 64, height: 64, steps: 20, count: 1, tier: 'fast', currency: 'spark' },
      createdAt: 1,
      lastEvent,
      cancelled: false,
      shares: [],
    },
  })

describe('a stream', () => {
  it('comes back after a cut with the number of the last event it heard', async () => {
    const messages: StreamMessage[] = []
    const states: string[] = []
    stream.onState((state) => states.push(state))
    stream.subscribe(hex32(1), 0, { onMessage: (message) => messages.push(message) })
    await until(() => heard.length === 1)
    heard[0]?.socket.send(job(4))
    heard[0]?.socket.send(event(5))
    heard[0]?.socket.send('not json')
    await until(() => messages.length === 2)
    heard[0]?.socket.terminate()
    await until(() => heard.length === 2)
    expect(heard.map(({ after }) => after)).toEqual([0, 5])
    heard[1]?.socket.send(event(6))
    await until(() => messages.length === 3)
    expect(states).toEqual(['up', 'down', 'up'])
  })

  it('serves many jobs over one connection, and no longer those that were left', async () => {
    const messages: StreamMessage[] = []
    const leave = stream.subscribe(hex32(1), 0, { onMessage: (message) => messages.push(message) })
    stream.subscribe(hex32(2), 3, { onMessage: () => {} })
    await until(() => heard.length === 2)
    expect(server.clients.size).toBe(1)
    leave()
    heard[0]?.socket.send(event(1))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(messages).toEqual([])
  })

  it('passes a refusal on', async () => {
    const refused: string[] = []
    stream.subscribe(hex32(1), 0, { onMessage: () => {}, onError: (code) => refused.push(code) })
    await until(() => heard.length === 1)
    heard[0]?.socket.send(
      JSON.stringify({ type: 'error', code: 'job-unknown', message: 'No.', jobId: hex32(1) }),
    )
    await until(() => refused.length === 1)
    expect(refused).toEqual(['job-unknown'])
  })

  it('does not come back after it was closed', async () => {
    stream.subscribe(hex32(1), 0, { onMessage: () => {} })
    await until(() => heard.length === 1)
    stream.close()
    await until(() => server.clients.size === 0)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(heard).toHaveLength(1)
  })
})
