import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../src/app.ts'
import type { Common } from '../src/common.ts'

/** The HTTP part of a relayer on a free port. */
export async function serve(common: Common) {
  const server = createServer(createApp(common, '0.0.0'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
