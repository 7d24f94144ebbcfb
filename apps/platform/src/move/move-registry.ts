import type { Registry } from '@yanshou/registry';
import { registryRefused } from './move-failures.js';

const PAGE = 500;

/**
 * Gives an empty registry the whole history of another one, which nobody changes meanwhile and whose changes are all in its
 * journal: the same changes under the same numbers, and so the same states. Windows of jobs that are open are open there,
 * too, those that were done once among them, each for the same causes; sessions are not taken along. A window that an earlier
 * version left done though the history has changed its terms is due there. Interrupted and begun again it goes on where it was.
 * Answers the number of the last change.
 * Throws Failure `move-other-registry` when the target holds something else.
 */
export async function moveRegistry(source: Registry, target: Registry, tell: (changes: number, of: number) => void): Promise<number> {
  const revision = await source.revision();
  if ((await target.revision()) > revision) throw registryRefused({ zh: '变更更多', en: 'it has more changes' });
  for (let after = 0; after < revision; ) {
    const page = await source.changes(after, PAGE);
    const outcome = await target.recoverChanges(page, true);
    if (!outcome.ok) throw registryRefused(outcome.reason);
    if (outcome.value.differing > 0) throw registryRefused({ zh: `变更 ${after + 1} 起不同`, en: `changes from ${after + 1} on differ` });
    after += page.length;
    tell(after, revision);
  }
  for (const { id } of await source.projects()) await openWindows(source, target, id);
  return revision;
}

async function openWindows(source: Registry, target: Registry, id: string): Promise<void> {
  const open = (await source.windowLedger(id)).filter(({ status }) => status !== 'done');
  await target.planWindows(open.map(({ project, job, unit, from, to }) => ({ project, job, unit, from, to })));
  // The history knows those that were done before as done: that data has touched them is no change of the registry.
  for (const { project, job, unit, from, to, causes } of open) await target.reopenWindow({ project, job, unit, from, to }, causes);
}
