export { SAMPLE_INPUTS, sampleContract, sampleExplained, sampleFigures, sampleInventory, sampleReadings, sampleRows, sampleStatement } from './testing/sample-project.js';
export type { SampleFacts } from './testing/sample-project.js';
export * from './testing/sample-self-assessment.js';
