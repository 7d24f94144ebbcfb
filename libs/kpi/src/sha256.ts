// eslint-disable-next-line @nx/enforce-module-boundaries -- a conditional import of this package (package.json), no other project
export { sha256Hex } from '#sha256';
