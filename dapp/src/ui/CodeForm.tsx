import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Field, inputStyle, TextInput } from './Field.tsx'

interface CodeFormProps {
  label: string
  hint?: ReactNode
  /** What the button says. */
  verb: string
  busy?: boolean
  onCode: (code: string) => void
}

/** A code that another device shows, or that somebody has told: as it was typed, without the space around it. */
export function CodeForm({ label, hint, verb, busy = false, onCode }: CodeFormProps) {
  const [text, setText] = useState('')
  const code = text.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code !== '' && !busy) onCode(code)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={label} hint={hint}>
        <TextInput
          value={text}
          onValueChange={setText}
          autoComplete="off"
          spellCheck={false}
          className={`${inputStyle} font-mono uppercase`}
        />
      </Field>
      <div>
        <Button type="submit" disabled={code === '' || busy}>
          {verb}
        </Button>
      </div>
    </form>
  )
}
