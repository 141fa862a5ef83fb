import type { SignerView } from '@supernet/sdk/schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useServices } from '../../../lib/services.ts'
import { type DeviceHere, deviceKeys } from '../../../queries/devices.ts'
import { Button } from '../../../ui/Button.tsx'

export const deviceNameOf = ({ name, kind }: Pick<SignerView, 'name' | 'kind'>): string =>
  name ?? (kind === 'wallet' ? 'Wallet' : 'Another device')

/** What the person calls a device; a press on it changes it. */
export function DeviceName({ device }: { device: DeviceHere }) {
  const services = useServices()
  const queries = useQueryClient()
  const [text, setText] = useState<string>()
  const rename = useMutation({
    mutationFn: (name: string) =>
      services.relayer.patchDevice({ params: { device: device.device }, body: { name } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: deviceKeys.all })
      setText(undefined)
    },
  })
  const name = deviceNameOf(device)
  if (text === undefined)
    return (
      <button
        type="button"
        className="min-w-0 text-left hover:text-action"
        title="Rename"
        aria-label={`Rename ${name}`}
        onClick={() => setText(name)}
      >
        {name}
      </button>
    )
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') rename.mutate(text.trim())
  }
  return (
    <form onSubmit={save} className="flex items-center gap-2">
      <input
        aria-label="Name of the device"
        value={text}
        maxLength={60}
        onChange={(event) => setText(event.target.value)}
        className="min-h-8 w-40 border-soft border-b bg-transparent"
      />
      <Button size="small" type="submit" disabled={rename.isPending}>
        Save
      </Button>
      {rename.error !== null && <span className="text-13 text-bad">not saved</span>}
    </form>
  )
}
