import { Config } from './config.ts'

/** `.env.example`, from the schema: settings without a default are left to fill in. */
export function renderEnvExample(): string {
  const lines = Object.entries(Config.shape).map(([name, field]) => {
    const preset = field.safeParse(undefined)
    const value = preset.success ? (preset.data ?? '') : ''
    const comment = `# ${field.meta()?.description ?? ''}`
    return preset.success ? `${comment}\n# ${name}=${value}` : `${comment}\n${name}=`
  })
  return `${lines.join('\n\n')}\n`
}
