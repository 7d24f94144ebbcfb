export { BatchBuilder } from './testing/batch-builder.js';
export type { SampleQuarantine, SampleReading } from './testing/batch-builder.js';
export { MemoryStore } from './testing/memory-store.js';
export { allAnswers, collectReadings, combinedDeviceHours, combinedSeriesHours, pageRows } from './testing/answers.js';
export type { Questions } from './testing/answers.js';
export { SAMPLE_END, SAMPLE_SERIES, SAMPLE_START, arbitraryBatches } from './testing/arbitrary-batches.js';
export { storeContract } from './testing/store-contract.js';
export type { StoreContractOptions, StoreHarness } from './testing/store-contract.js';
