import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from './index.js';

const folder = resolve(import.meta.dirname, '..');
const files = generatedFiles();

function below(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

describe('the generated files', () => {
  it.each(files.map(({ path }) => path))('%s is what the builders make: run npx nx run dashboards:generate', (path) => {
    const made = files.find((file) => file.path === path)?.text;
    expect(existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '').toBe(made);
  });

  it('are all that there is', () => {
    expect([...below(join(folder, 'generated')), ...below(join(folder, 'provisioning', 'alerting')), ...below(join(folder, 'provisioning', 'prometheus'))].sort()).toEqual(files.map(({ path }) => path).sort());
  });
});
