import { BaseError } from '@supernet/sdk/errors'
import { blobPath } from '@supernet/sdk/schema'

/** Hands a sealed picture to the relayer. Again with the same bytes is harmless. */
export const uploadBlob = async (
  relayerUrl: string,
  token: string,
  sha256: `0x${string}`,
  sealed: Uint8Array,
  signal?: AbortSignal,
): Promise<void> => {
  const response = await fetch(new URL(blobPath(sha256), relayerUrl), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(sealed),
    signal: signal ?? null,
  })
  await response.body?.cancel()
  if (!response.ok) throw new BaseError('network-unreachable', { details: { status: response.status } })
}
