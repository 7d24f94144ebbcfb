export { EXIT, verify } from './verify.js';
export type { VerifierOutput } from './verify.js';
export { parseVerifierArguments } from './arguments.js';
export type { VerifierArguments } from './arguments.js';
export { verificationJson, verificationLines } from './verification-lines.js';
