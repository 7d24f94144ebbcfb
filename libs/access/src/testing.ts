export { accessCases } from './testing/access-cases.js';
export type { AccessCase, AccessCast } from './testing/access-cases.js';
