/** Element types that the pipelines use, with the typed array that holds each. */
interface TensorData {
  float32: Float32Array
  int64: BigInt64Array
  int32: Int32Array
}

export type TensorType = keyof TensorData

/** Values with a shape; the runtime's own tensor class never leaves `runtime/session.ts`. */
export interface Tensor<T extends TensorType = TensorType> {
  readonly type: T
  readonly dims: readonly number[]
  readonly data: TensorData[T]
}

export const float32 = (data: Float32Array, dims: readonly number[]): Tensor<'float32'> => ({
  type: 'float32',
  dims,
  data,
})

export const int64 = (values: readonly number[], dims: readonly number[]): Tensor<'int64'> => ({
  type: 'int64',
  dims,
  data: BigInt64Array.from(values, BigInt),
})

/** Row `index` of a batch as a view, without copying. */
export const row = (data: Float32Array, index: number, size: number): Float32Array =>
  data.subarray(index * size, (index + 1) * size)
