/** Text of an event as PostgreSQL keeps it: it knows none with a zero byte. */
export const textOf = (text: string): string => text.replaceAll('\0', '')
