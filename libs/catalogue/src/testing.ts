export { calculate, printed, sameNumber } from './testing/calculator.js';
export type { Rational } from './testing/calculator.js';
export { faultsOf } from './testing/check-trace.js';
