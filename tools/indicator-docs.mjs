// Writes docs/indicators from the catalogue; a test checks that it was not forgotten.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './lib/workspace.mjs';

prepare();
const { indicatorDocuments } = await import(join(root, 'libs/catalogue/dist/index.js'));
const folder = join(root, 'docs/indicators');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const { file, text } of indicatorDocuments()) writeFileSync(join(folder, file), text);
