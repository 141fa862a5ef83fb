import { expect, it } from 'vitest'
import { renderEnvExample } from './envExample.ts'

it('.env.example says what the schema says (vitest -u writes it)', async () => {
  await expect(renderEnvExample()).toMatchFileSnapshot('../.env.example')
})
