import { BaseError } from '@supernet/sdk/errors'

/** A part of a model folder that no pipeline, scheduler or tokenizer here understands. */
export const unsupportedModel = (details: { part: string; known?: readonly string[] }, cause?: unknown) =>
  new BaseError('model-unsupported', {
    message: 'This worker cannot run a part of the model. Choose a model of a supported family.',
    details,
    cause,
  })

/** `manifest.json` is missing or does not match its schema. */
export const invalidManifest = (details: { folder: string }, cause: unknown) =>
  new BaseError('model-manifest', {
    message:
      'The manifest.json of the model is missing or malformed. Write it as docs/how-to/add-a-model.md shows.',
    details,
    cause,
  })

/** A graph that the runtime refuses. */
export const unreadableGraph = (details: { file: string }, cause: unknown) =>
  new BaseError('model-unreadable', {
    message: 'The runtime cannot load a graph of the model. Fetch the file again or export it anew.',
    details,
    cause,
  })

/** The files of a folder are not what the chain has registered. */
export const hashMismatch = (details: { folder: string; contentRoot: string }) =>
  new BaseError('model-hash-mismatch', { details })

/** This machine computes the model in another determinism class than the registered one. */
export const classMismatch = (details: { folder: string; classId: string; registered: string }) =>
  new BaseError('model-class-mismatch', {
    message:
      'The model is registered for another runtime or processor, whose results have other bits. Serve it on a machine of that class.',
    details,
  })
