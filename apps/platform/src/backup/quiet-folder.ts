import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { treeOf } from './file-tree.js';
import type { TreeFile } from './file-tree.js';

/** Times of files tick coarsely: a folder counts as quiet when its last change is so long ago that another would show. */
const QUIET_MILLIS = 250;
const PAUSE_MILLIS = 100;
const PATIENCE_MILLIS = 120_000;

export interface QuietFolder {
  readonly folder: string;
  /** Names directly in the folder that count. */
  readonly wanted: (name: string) => boolean;
  readonly clock: Clock;
  readonly patienceMillis?: number;
}

/**
 * Runs `work` until nothing below the folder was written while it ran: then what it copied is the folder at one instant,
 * as a kill at that instant would have left it. It gets the files, and must be repeatable. Throws Failure `backup-registry-busy`
 * when the folder does not come to rest.
 */
export async function whileQuiet<T>({ folder, wanted, clock, patienceMillis = PATIENCE_MILLIS }: QuietFolder, work: (files: readonly TreeFile[]) => Promise<T>): Promise<T> {
  const deadline = clock.monotonicMillis() + patienceMillis;
  const look = (): Promise<TreeFile[]> => lookAgainWhereFilesGo(() => treeOf(folder, wanted));
  while (clock.monotonicMillis() < deadline) {
    const before = await look();
    const now = clock.now() / MICROS_PER_MILLISECOND;
    if (before.every(({ changedMillis }) => now - changedMillis >= QUIET_MILLIS)) {
      const done = await attempt(() => work(before));
      if (done !== undefined && sameFiles(before, await look())) return done.value;
    }
    await sleep(PAUSE_MILLIS);
  }
  throw busy(folder);
}

/** A file that went away while it was read says that the folder is not quiet. */
async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await work() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function lookAgainWhereFilesGo(look: () => Promise<TreeFile[]>): Promise<TreeFile[]> {
  for (;;) {
    const found = await attempt(look);
    if (found !== undefined) return found.value;
  }
}

const sameFiles = (before: readonly TreeFile[], after: readonly TreeFile[]): boolean =>
  before.length === after.length && before.every(({ path, state }, index) => after[index]?.path === path && after[index].state === state);

const busy = (folder: string): Failure =>
  new Failure('backup-registry-busy', `${folder} is being written all the time`, true, {
    zh: `登记库（${folder}）一直在写入，无法得到一致的副本：请稍后再试，或停止平台后备份`,
    en: `the registry (${folder}) is being written all the time, so no consistent copy can be made: try again later, or stop the platform first`,
  });
