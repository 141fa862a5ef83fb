/** Durations and dates in words. */

export function formatSeconds(seconds: number): string {
  if (seconds < 0.95) return `${Math.max(0.1, Math.round(seconds * 10) / 10)} s`
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** What is left until a chain time; clamped, so that a countdown never goes negative. */
export function formatLeft(until: number, now: number): string {
  return until <= now ? 'now' : `in ${formatSeconds(until - now)}`
}

export function formatAgo(then: number, now: number): string {
  const seconds = Math.max(0, now - then)
  return seconds < 5 ? 'just now' : `${formatSeconds(seconds)} ago`
}

/** Calendar day of the viewer, as a key that sorts: 2026-11-22. */
export function dayKey(seconds: number): string {
  const date = new Date(seconds * 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export function formatDay(key: string, today: string): string {
  if (key === today) return 'Today'
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number)
  return new Date(year, month - 1, day).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
}

export const formatClock = (seconds: number) =>
  new Date(seconds * 1_000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

export const formatDate = (seconds: number) =>
  new Date(seconds * 1_000).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
