import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

it.each(['tools/test.mjs', 'tools/test/longest-first.sequencer.mjs'])('every test file that %s names is there', (file) => {
  const named = [...readFileSync(join(root, file), 'utf8').matchAll(/'([a-z][\w./-]*\.spec\.ts)'/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
