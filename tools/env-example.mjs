// Writes .env.example from the configuration's schema; a test checks that it was not forgotten.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './lib/workspace.mjs';

prepare();
const { envExample } = await import(join(root, 'apps/platform/dist/env-example.js'));
writeFileSync(join(root, '.env.example'), envExample());
