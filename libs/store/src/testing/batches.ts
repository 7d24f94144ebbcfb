export { BatchBuilder } from './batch-builder.js';
export type { SampleQuarantine, SampleReading } from './batch-builder.js';
export { MemoryStore } from './memory-store.js';
