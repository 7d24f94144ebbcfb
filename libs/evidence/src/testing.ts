export { FIXED_KEY } from './testing/fixed-key.js';
export { OPINED, anOpinion, audited, chained } from './testing/sample-opinions.js';
