import { expect, it } from 'vitest'
import { image, jobRecord } from '../testing/jobs.ts'
import { picturesOf, searchPictures } from './pictures.ts'

const record = jobRecord({ images: [image(1), image(0)] })
const rows = [{ jobId: record.jobId, deployment: '1:0xaa', createdAt: 1, record }]

it('lists what is still kept, in the order of the request', () => {
  const both = picturesOf(rows, new Set([`${record.jobId}:0`, `${record.jobId}:1`]))
  expect(both.map(({ seed }) => seed)).toEqual(['41', '42'])
  expect(picturesOf(rows, new Set([`${record.jobId}:1`])).map((picture) => picture.id)).toEqual([
    `${record.jobId}-1`,
  ])
})

it('finds pictures by words of their prompt', () => {
  const pictures = picturesOf(rows, new Set([`${record.jobId}:0`]))
  expect(searchPictures(pictures, 'glasses FOX')).toHaveLength(1)
  expect(searchPictures(pictures, 'cat')).toHaveLength(0)
  expect(searchPictures(pictures, '')).toHaveLength(1)
})
