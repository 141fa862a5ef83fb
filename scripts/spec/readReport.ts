export type Outcome = 'passed' | 'failed' | 'skipped'

export interface Case {
  readonly name: string
  readonly outcome: Outcome
}

const CASE = /<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** The cases of a report in JUnit's form, as pytest writes it. */
export const readReport = (xml: string): Case[] =>
  [...xml.matchAll(CASE)].map(([, attributes = '', body = '']) => ({
    name: [readAttribute(attributes, 'classname'), readAttribute(attributes, 'name')]
      .filter((part) => part !== '')
      .join('::'),
    outcome: outcomeOf(body),
  }))

function outcomeOf(body: string): Outcome {
  if (/<(failure|error)\b/.test(body)) return 'failed'
  return /<skipped\b/.test(body) ? 'skipped' : 'passed'
}

const readAttribute = (attributes: string, name: string): string =>
  (new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '').replaceAll(
    /&(lt|gt|quot|apos|amp);/g,
    (_, entity: string) => ENTITIES[entity] ?? '',
  )
