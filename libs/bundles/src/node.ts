export { openFile } from './open-file.js';
export type { OpenFile } from './open-file.js';
export { writeBundle } from './write-bundle.js';
export type { BundleParts, WrittenBundle } from './write-bundle.js';
