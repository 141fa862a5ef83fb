import { describeJobStore } from '../testing/jobStoreConformance.ts'
import { memoryStore } from './memoryStore.ts'

describeJobStore('Memory', false, async () => {
  const store = memoryStore()
  return { open: async () => store, remove: async () => {} }
})
