export { BatchBuilder } from './testing/batch-builder.js';
export type { SampleQuarantine, SampleReading } from './testing/batch-builder.js';
