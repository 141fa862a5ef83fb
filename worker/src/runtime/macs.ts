import { z } from 'zod'

/** The lines of a runtime profile that tell the shapes of one operator call. */
const Shapes = z.array(z.record(z.string(), z.array(z.number()))).catch([])
const NodeEvent = z.object({
  cat: z.literal('Node'),
  args: z.object({ op_name: z.string(), input_type_shape: Shapes, output_type_shape: Shapes }),
})

const product = (dims: readonly number[]) => dims.reduce((total, dim) => total * dim, 1)

/** Multiply-accumulates of one operator call. Everything but matrix products and convolutions counts as nothing. */
const macsOf = (operator: string, inputs: readonly number[][], output: readonly number[]): number => {
  const [first = [], second = []] = inputs
  switch (operator) {
    case 'MatMul':
    case 'Gemm':
      return product(output) * (first.at(-1) ?? 0)
    case 'Conv':
      // The kernel is [out channels, in channels of a group, ...window].
      return product(output) * product(second.slice(1))
    default:
      return 0
  }
}

/** Sum over a profile that was written at optimisation level `disabled` without prepacking (see session.ts). */
export const countMacs = (profile: unknown): number =>
  z
    .array(z.unknown())
    .parse(profile)
    .reduce<number>((total, event) => {
      const parsed = NodeEvent.safeParse(event)
      if (!parsed.success) return total
      const { op_name: operator, input_type_shape: inputs, output_type_shape: outputs } = parsed.data.args
      const shapes = inputs.flatMap((input) => Object.values(input))
      return total + macsOf(operator, shapes, Object.values(outputs[0] ?? {})[0] ?? [])
    }, 0)
