import type { RgbImage } from '../images/rgb.ts'

/** What to render in one batch. All images share everything but the seed. */
export interface RenderRequest {
  readonly prompt: string
  readonly negativePrompt: string
  readonly guidanceScale: number
  readonly steps: number
  readonly width: number
  readonly height: number
  readonly seeds: readonly bigint[]
}

/**
 * What happened, in order. `latents` (one per seed) are the pipeline's own buffers: they change when the
 * generator goes on, so read them before.
 */
export type RenderEvent =
  | { readonly type: 'noise'; readonly latents: readonly Float32Array[] }
  | {
      readonly type: 'step'
      /** Steps done, 1 to n. */
      readonly step: number
      readonly latents: readonly Float32Array[]
      /** Picture that the path points to now; decoded only when asked for. */
      preview(position: number): Promise<RgbImage>
    }
  | { readonly type: 'images'; readonly images: readonly RgbImage[] }

/** A loaded model. `render` stops before the next step when `signal` is aborted: it then returns without images. */
export interface Pipeline {
  render(request: RenderRequest, signal?: AbortSignal): AsyncGenerator<RenderEvent, void>
  close(): Promise<void>
}
