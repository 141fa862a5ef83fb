import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { announce } from '../../lib/device/changes.ts'
import { useDevice } from '../../lib/device/device.ts'
import { recallDraft, saveDraft } from '../../lib/draft.ts'
import type { KeptPicture } from '../../lib/pictures.ts'
import { Button } from '../../ui/Button.tsx'

interface VerbsProps {
  picture: KeptPicture
  png: Blob | undefined
}

/** What can be done with a picture. Nothing here spends: the first three only fill the prompt bar. */
export function Verbs({ picture, png }: VerbsProps) {
  const { record, seed, image } = picture
  const navigate = useNavigate()
  const db = useDevice()
  const [removing, setRemoving] = useState(false)
  const create = (what: { seed?: string; count?: number }) => {
    saveDraft(localStorage, recallDraft(record, what))
    navigate('/')
  }

  const remove = async () => {
    await db.delete('images', [record.jobId, image.image])
    announce('pictures')
    toast('The picture was removed from this device.')
    navigate('/gallery')
  }

  return (
    <div className="mt-6 flex flex-wrap items-center gap-3">
      <Button tone="primary" title="The same settings with fresh seeds" onClick={() => create({})}>
        Vary
      </Button>
      <Button title="The same settings and seed: the same picture" onClick={() => create({ seed, count: 1 })}>
        Reproduce
      </Button>
      {png && (
        <Download png={png} name={`${record.body.prompt.replace(/[^\w]+/g, '-').slice(0, 60)}-${seed}.png`} />
      )}
      <Button
        tone="quiet"
        size="small"
        className="ml-auto"
        onClick={() => (removing ? void remove() : setRemoving(true))}
        onBlur={() => setRemoving(false)}
      >
        {removing ? 'Remove for good' : 'Remove'}
      </Button>
    </div>
  )
}

function Download({ png, name }: { png: Blob; name: string }) {
  const save = () => {
    const url = URL.createObjectURL(png)
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return <Button onClick={save}>Download</Button>
}
