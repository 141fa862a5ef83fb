import { toast } from 'sonner'

/** Copies it, and says so: "Link copied". */
export async function copyText(text: string, what: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toast(`${what} copied`)
}
