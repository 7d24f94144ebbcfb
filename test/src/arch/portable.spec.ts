import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../../..');
const IMPORT = /^(?:import|export)\b(?! type\b)[^'"]*?from '([^']+)';$/gms;

/** The file behind a specifier as a browser would take it; undefined for a package of somebody else. */
function sourceOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier.replace(/\.js$/, '.ts'));
  if (specifier === '#sha256') return join(ROOT, 'libs/kpi/src/sha256.portable.ts');
  const [, library] = /^@yanshou\/([\w-]+)$/.exec(specifier) ?? [];
  return library === undefined ? undefined : join(ROOT, 'libs', library, 'src/index.ts');
}

/** Packages of others that a file needs when it runs, with all that it imports. */
function packagesOf(entry: string): readonly string[] {
  const [open, seen, packages] = [[entry], new Set([entry]), new Set<string>()];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const source = sourceOf(specifier, file);
      if (source === undefined) packages.add(specifier);
      else if (!seen.has(source)) open.push(source);
      seen.add(source ?? specifier);
    }
  }
  return [...packages].sort();
}

describe('the verification of a bundle', () => {
  it('needs nothing of Node and nothing native: it runs in one file, and in a browser', () => {
    expect(packagesOf(join(ROOT, 'libs/bundles/src/index.ts'))).toEqual([
      '@noble/hashes/sha2.js', '@noble/hashes/utils.js', '@zip.js/zip.js', 'canonicalize',
      'hyparquet', 'hyparquet-compressors', 'hyparquet/src/column.js', 'hyparquet/src/datapage.js', 'jose', 'luxon', 'zod',
    ]);
  });

  it('is told from what does: the writer opens files', () => {
    expect(packagesOf(join(ROOT, 'libs/bundles/src/node.ts'))).toEqual(expect.arrayContaining(['node:crypto', 'node:fs/promises']));
  });
});
