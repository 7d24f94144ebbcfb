import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedFiles } from './generated-files.js';

const folder = resolve(import.meta.dirname, '..');

rmSync(join(folder, 'generated'), { recursive: true, force: true });
for (const { path, text } of generatedFiles()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
