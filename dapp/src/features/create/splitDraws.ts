/** A manifest says what its model draws in one sentence. What stands before its colon is the title of the wall. */
export function splitDraws(draws: string): { title: string; details: string } {
  const colon = draws.indexOf(': ')
  if (colon === -1) return { title: draws, details: '' }
  const rest = draws.slice(colon + 2)
  return { title: `${draws.slice(0, colon)}.`, details: `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}` }
}
