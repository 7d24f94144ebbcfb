import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { Failure } from '@yanshou/telemetry';
import { parseTar } from 'nanotar';
import { BUILT_TEMPLATE, TEMPLATE_COMMAND } from '../built-files.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { overPglite } from './over-pglite.js';

/** `-F` would switch fsync off; Emscripten's fdatasync never reaches the file system, its fsync does. */
export const START_PARAMETERS: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=16MB',
];

/** What PostgreSQL itself gives them: nobody else reads them. */
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];

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

/** Makes `directory` a database with empty tables, of the archive of the build. Nothing of it is synced yet. */
export async function copyTemplate(directory: string, built = BUILT_TEMPLATE): Promise<void> {
  // By the database itself, through its own file system, each file would be opened twice: three times as long.
  const entries = parseTar(gunzipSync(await templateArchive(built)));
  mkdirSync(directory, { recursive: true, mode: FOLDER_MODE });
  for (const { name, type, data } of entries) {
    const path = join(directory, name);
    if (type === 'directory') mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
    else writeFileSync(path, data ?? '', { mode: FILE_MODE });
  }
}

/** The archive of the build, else one made by a child process: the memory of an initialisation is never given back. */
async function templateArchive(built: string): Promise<Buffer> {
  if (existsSync(built)) return readFile(built);
  if (!existsSync(TEMPLATE_COMMAND)) throw notBuilt();
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-template-'));
  try {
    const file = join(directory, 'template.tar.gz');
    await promisify(execFile)(process.execPath, [TEMPLATE_COMMAND, file]);
    return await readFile(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const notBuilt = (): Failure =>
  new Failure('registry-not-built', 'the registry has not been built', false, {
    zh: '登记库尚未构建：请运行 npx nx build registry。',
    en: 'The registry has not been built: run npx nx build registry.',
  });
