import type { Micros } from '@yanshou/telemetry';
import { latestContract } from '../latest-contract.js';
import type { Trx } from '../schema.js';
import { markTouched } from '../window-touch.js';
import type { Touch } from '../window-touch.js';
import { calendarReopenings, contractReopenings, settingsReopenings } from './contract-reopenings.js';
import { figureReopenings } from './figure-reopenings.js';
import { classReopenings, deviceReopenings } from './inventory-reopenings.js';
import { ALWAYS } from './reopening.js';
import type { Reopening, SavedChange } from './reopening.js';

type Question = (trx: Trx, changes: readonly SavedChange<never>[]) => Promise<readonly Reopening[]>;

/** What windows read of the registry, by the kind of record; of all others they read nothing. */
const QUESTIONS: ReadonlyMap<string, Question> = new Map<string, Question>([
  ['device', async (_, changes) => deviceReopenings(changes)],
  ['class', classReopenings],
  ['contract', contractReopenings],
  ['calendar', calendarReopenings],
  ['programme-settings', settingsReopenings],
  ['declared-figure', async (_, changes) => figureReopenings(changes)],
]);

/**
 * Makes the windows due again that a saved change of inventory or terms touches, in the transaction that saves it and before the
 * new states are written. However many states are saved at once, each project's windows are touched once.
 */
export async function reopenForTerms(trx: Trx, entity: string, changes: readonly SavedChange<unknown>[], now: Micros): Promise<void> {
  const reopenings = (await QUESTIONS.get(entity)?.(trx, changes as readonly SavedChange<never>[])) ?? [];
  for (const one of widest(reopenings)) for (const touch of await touchesOf(trx, one)) await markTouched(trx, one.project, { ...touch, isCalendar: true, now });
}

/** What counts from an instant on is in every reporting period, and in whatever is compared with a baseline that it touches. */
async function touchesOf(trx: Trx, one: Reopening): Promise<readonly Touch[]> {
  if (one.from === ALWAYS.from) return [one];
  const all = { ...ALWAYS, causes: one.causes };
  return [one, { ...all, isWhole: true }, ...((await isBaselineTouched(trx, one)) ? [{ ...all, isLong: true }] : [])];
}

/** One for each project: what all of them touch. A baseline that changes is one change alone. */
function widest(reopenings: readonly Reopening[]): readonly Reopening[] {
  const all = new Map<string, Reopening>();
  for (const one of reopenings) {
    const known = all.get(one.project) ?? one;
    all.set(one.project, { ...one, from: Math.min(one.from, known.from), causes: one.causes | known.causes });
  }
  return [...all.values()];
}

async function isBaselineTouched(trx: Trx, { project, from }: Reopening): Promise<boolean> {
  const baseline = (await latestContract(trx, project))?.contract.baseline;
  return baseline !== undefined && from < baseline.to;
}
