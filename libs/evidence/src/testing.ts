export { FIXED_KEY } from './testing/fixed-key.js';
