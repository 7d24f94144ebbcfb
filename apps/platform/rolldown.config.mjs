// A process that starts reads a few files instead of three thousand (docs/adr/0048-few-files-to-start-from.md).
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { packed } from '../../tools/lib/packing.mjs';

const registry = '../../libs/registry';

/** What is started by its name: commands, what others import, and threads, each beside whoever starts it. */
const ENTRIES = [
  'src/index.ts', 'src/main.ts', 'src/config/env-example.ts',
  'src/admin-tool.ts', 'src/backup-tool.ts', 'src/journal-tool.ts', 'src/move-tool.ts', 'src/restore-tool.ts',
  'src/telemetry/telemetry.worker.ts', 'src/ledger/ledger.worker.ts', 'src/assessment/bundle.worker.ts', 'src/assessment/print.worker.ts',
  `${registry}/src/registry.worker.ts`,
];

/** Packages that find files beside their own, and those that another one does without where they are missing. */
const EXTERNAL = [/^@duckdb\//, /^@electric-sql\//, 'pino', 'pg-native', /^@nestjs\/(microservices|websockets)/, /^class-(transformer|validator)/];

/** A new registry is copied from it (libs/registry/src/built-files.ts). */
const template = {
  name: 'registry-template',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'template.tar.gz', source: await readFile(join(import.meta.dirname, registry, 'dist/template.tar.gz')) });
  },
};

export default packed({
  input: Object.fromEntries(ENTRIES.map((file) => [basename(file, '.ts'), file])),
  external: EXTERNAL,
  plugins: [template],
  output: { chunkFileNames: '[name]-[hash].js' },
});
