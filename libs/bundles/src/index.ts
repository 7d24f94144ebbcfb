export type { BundleFile } from './bundle-file.js';
export { openBundle } from './open-bundle.js';
export type { OpenedBundle } from './open-bundle.js';
export { parquetExtract } from './parquet-extract.js';
export { VERIFICATION_STEPS, verifyBundle } from './verify-bundle.js';
export type { StepOutcome, Verification, VerificationOptions, VerificationStep } from './verify-bundle.js';
