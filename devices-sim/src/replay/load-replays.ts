import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@yanshou/telemetry';
import type { DemonstrationProject } from '../demonstration-project.js';
import type { Replay } from './replay-messages.js';
import { TABLE_FORMATS } from './table-formats.js';
import { tableReplay } from './table.replay.js';
import { workshopReplay } from './workshop.replay.js';

const LOADERS: ReadonlyMap<string, (folder: string) => Promise<Replay>> = new Map([
  ['workshop', (folder: string) => workshopReplay(folder, 'workshop')],
  ...TABLE_FORMATS.map((format) => [format.id, (folder: string) => tableReplay(folder, format)] as const),
]);

/** Ids of the projects that can be replayed; each is the name of a folder. */
export const REPLAY_NAMES: readonly string[] = [...LOADERS.keys()];

/**
 * The recorded projects of a folder, or one of them. Folders that are not there are no projects; throws the Failures
 * `no-recordings` when none is, `bad-recording` when a file cannot be read.
 */
export async function loadReplays(dir: string, only?: string): Promise<readonly Replay[]> {
  const replays: Replay[] = [];
  for (const [name, load] of LOADERS) {
    if (only !== undefined && only !== name) continue;
    if (await isFolder(join(dir, name))) replays.push(await load(join(dir, name)));
  }
  if (replays.length > 0) return replays;
  throw new Failure('no-recordings', `no recordings in ${dir}`, false, {
    zh: `目录中应有：${REPLAY_NAMES.join('、')}`, en: `the folder should hold: ${REPLAY_NAMES.join(', ')}`,
  });
}

/** What a platform must know of the recorded projects of a folder. */
export const replayProjects = async (dir: string): Promise<DemonstrationProject[]> =>
  (await loadReplays(dir)).map(({ project }) => project);

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((stats) => stats.isDirectory(), () => false);
}
