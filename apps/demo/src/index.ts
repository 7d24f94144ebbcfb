export { demo } from './demo.js';
export { parseDemoArguments } from './arguments.js';
export type { DemoArguments } from './arguments.js';
