import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: string
  children: ReactNode
}

/** A sheet of paper over the wall. Esc and a click outside close it; focus returns to where it was. */
export function Dialog({ open, onClose, title, description, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-fade bg-wall/85" />
        <Base.Popup className="paper fixed inset-x-3 bottom-3 z-50 mx-auto max-h-[calc(100dvh-1.5rem)] max-w-lg animate-slip overflow-y-auto p-6 md:top-1/2 md:bottom-auto md:-translate-y-1/2">
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="text-24">{title}</Base.Title>
            <Base.Close render={<Button tone="quiet" size="small" />}>Close</Base.Close>
          </div>
          {description !== undefined && (
            <Base.Description className="mt-2 text-soft">{description}</Base.Description>
          )}
          <div className="mt-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
