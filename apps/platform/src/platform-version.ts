import { readFileSync } from 'node:fs';

/** Of the package: statements and bundles name it. */
export const PLATFORM_VERSION = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version;
