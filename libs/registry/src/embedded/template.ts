import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { Failure } from '@yanshou/telemetry';
import { BUILT_TEMPLATE, TEMPLATE_COMMAND } from '../built-files.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { overPglite } from './over-pglite.js';

/** `-F` would switch fsync off; Emscripten's fdatasync never reaches the file system, its fsync does. */
export const START_PARAMETERS: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB',
];

/** Writes an initialised database with empty tables as a compressed archive: a first start has neither to make. Peaks above 700 MB of memory. */
export async function writeTemplate(file: string): Promise<void> {
  const lite = await PGlite.create({ startParams: START_PARAMETERS });
  try {
    await migrate(overPglite(lite), migrations);
    await lite.exec('checkpoint');
    const archive = await lite.dumpDataDir('gzip');
    await writeFile(file, Buffer.from(await archive.arrayBuffer()));
  } finally {
    await lite.close();
  }
}

/** The archive of the build, else one made by a child process: the memory of an initialisation is never given back. */
export async function loadTemplate(built = BUILT_TEMPLATE): Promise<Blob> {
  if (existsSync(built)) return new Blob([await readFile(built)]);
  if (!existsSync(TEMPLATE_COMMAND)) throw notBuilt();
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-template-'));
  try {
    const file = join(directory, 'template.tar.gz');
    await promisify(execFile)(process.execPath, [TEMPLATE_COMMAND, file]);
    return new Blob([await readFile(file)]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const notBuilt = (): Failure =>
  new Failure('registry-not-built', 'the registry has not been built', false, {
    zh: '登记库尚未构建：请运行 npx nx build registry。',
    en: 'The registry has not been built: run npx nx build registry.',
  });
