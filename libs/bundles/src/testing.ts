export { extractFacts, readFiles, rezipped, sampleParts, sealedAgain, writeExtract, zipOf } from './testing/sample-bundle.js';
export type { BagFiles, ZipStyle } from './testing/sample-bundle.js';
