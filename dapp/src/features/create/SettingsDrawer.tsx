import type { ModelView } from '@supernet/sdk/schema'
import { Dices, Lock, LockOpen } from 'lucide-react'
import type { BoundDraft, Draft } from '../../lib/draft.ts'
import { isSeed, randomSeed } from '../../lib/seed.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field, inputStyle, TextInput } from '../../ui/Field.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'

interface SettingsDrawerProps {
  models: readonly ModelView[]
  model: ModelView
  draft: BoundDraft
  onChange: (change: Partial<Draft>) => void
}

/** Only what the model's manifest allows, in two columns of paper above the prompt. */
export function SettingsDrawer({ models, model, draft, onChange }: SettingsDrawerProps) {
  const { manifest } = model
  if (manifest === undefined) return null
  const sizeName = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`
  return (
    <div className="grid max-h-[55dvh] animate-slip gap-x-10 gap-y-4 overflow-y-auto border-line border-b p-4 md:grid-cols-2 md:p-5">
      <div className="flex flex-col gap-3">
        {manifest.negativePrompt && (
          <Field label="Leave out">
            <TextInput
              value={draft.negativePrompt}
              onValueChange={(negativePrompt) => onChange({ negativePrompt })}
              placeholder="What should not be in it"
              className={inputStyle}
            />
          </Field>
        )}
        <SeedField draft={draft} onChange={onChange} />
        {models.length > 1 && (
          <Choice
            label="Model"
            value={String(model.id)}
            onChange={(id) => onChange({ model: Number(id) })}
            options={models.map(({ id, manifest: of }) => ({
              value: String(id),
              label: of?.name ?? `Model ${id}`,
            }))}
          />
        )}
        {manifest.sizes.length > 1 && (
          <Choice
            label="Size"
            value={sizeName(draft.size)}
            onChange={(name) => onChange({ size: manifest.sizes.find((size) => sizeName(size) === name) })}
            options={manifest.sizes.map((size) => ({ value: sizeName(size), label: sizeName(size) }))}
          />
        )}
      </div>
      <div className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-x-6 gap-y-3">
          <NumberInput
            label="Pictures"
            value={draft.count}
            min={1}
            max={draft.mostPictures}
            onChange={(count) => onChange({ count })}
          />
          <NumberInput
            label="Steps"
            value={draft.steps}
            {...rangeOf(manifest.steps)}
            onChange={(steps) => onChange({ steps })}
          />
          <NumberInput
            label="Guidance"
            value={draft.guidance}
            {...rangeOf(manifest.guidance)}
            onChange={(guidance) => onChange({ guidance })}
          />
        </div>
        <Choice
          label="Speed"
          value={draft.tier}
          onChange={(tier) => onChange({ tier })}
          options={[
            { value: 'fast', label: 'Fast' },
            { value: 'relaxed', label: 'Relaxed', note: 'half the price, may wait' },
          ]}
        />
      </div>
      <p className="text-13 text-soft md:col-span-2">
        The prompt is sealed in this browser. Only the worker that draws it can read it; the relayer that
        carries it cannot.
      </p>
    </div>
  )
}

const rangeOf = ({ min, max, step }: { min: number; max: number; step: number }) => ({ min, max, step })

function SeedField({ draft, onChange }: Pick<SettingsDrawerProps, 'draft' | 'onChange'>) {
  const icon = 'grid size-9 shrink-0 place-items-center hover:text-action'
  return (
    <Field
      label="Seed"
      hint={draft.seedLocked ? 'Locked: the next render uses it again' : 'Open: drawn anew for each render'}
    >
      <div className="flex items-center border-soft border-b focus-within:border-action">
        <TextInput
          inputMode="numeric"
          value={draft.seed}
          onValueChange={(seed) => isSeed(seed) && onChange({ seed, seedLocked: true })}
          className="min-h-10 w-full min-w-0 bg-transparent py-1.5 font-mono text-13 focus-visible:outline-offset-4"
        />
        <button
          type="button"
          aria-label="Lock the seed"
          aria-pressed={draft.seedLocked}
          onClick={() => onChange({ seedLocked: !draft.seedLocked })}
          className={icon}
        >
          {draft.seedLocked ? (
            <Lock size={16} aria-hidden="true" />
          ) : (
            <LockOpen size={16} aria-hidden="true" />
          )}
        </button>
        <button
          type="button"
          aria-label="Draw a new seed"
          onClick={() => onChange({ seed: randomSeed() })}
          className={icon}
        >
          <Dices size={16} aria-hidden="true" />
        </button>
      </div>
    </Field>
  )
}
