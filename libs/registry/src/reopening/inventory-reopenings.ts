import { firstMoved, judgedClass, judgedDevice } from '@yanshou/telemetry';
import type { InventoryDevice } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { canonicalJson } from '../canonical-json.js';
import type { ClassState } from '../entity-kinds.js';
import type { DeviceState } from '../records.js';
import type { Trx } from '../schema.js';
import { ALWAYS, since } from './reopening.js';
import type { Reopening, SavedChange } from './reopening.js';
import { INVENTORY_CHANGED } from './terms-causes.js';

/** A device that is new, or another one, is in every window, also of times before it was commissioned; a date that moved counts from then on. */
export const deviceReopenings = (changes: readonly SavedChange<DeviceState>[]): readonly Reopening[] =>
  changes.flatMap(({ before, after }): Reopening[] => {
    const from = before === undefined || isOther(before, after) ? ALWAYS.from : firstMoved(before, after);
    return from === undefined ? [] : [{ project: after.project, ...since(from), causes: INVENTORY_CHANGED }];
  });

/** An approval counts in no window: only telemetry does. */
const statedOf = (device: InventoryDevice): string => {
  const { intelligentApproval, ...stated } = judgedDevice(device);
  return canonicalJson(stated);
};

const isOther = (before: InventoryDevice, after: InventoryDevice): boolean => statedOf(before) !== statedOf(after);

/** A class is read through its devices: one that has none is in no window. */
export async function classReopenings(trx: Trx, changes: readonly SavedChange<ClassState>[]): Promise<readonly Reopening[]> {
  const reopenings: Reopening[] = [];
  for (const { before, after } of changes) {
    if (before !== undefined && canonicalJson(judgedClass(before)) === canonicalJson(judgedClass(after))) continue;
    if (await hasDevices(trx, after)) reopenings.push({ project: after.project, ...ALWAYS, causes: INVENTORY_CHANGED });
  }
  return reopenings;
}

async function hasDevices(trx: Trx, { project, id }: ClassState): Promise<boolean> {
  const device = trx.selectFrom('devices').select('key').where('project', '=', project).where(sql<boolean>`state->>'classId' = ${id}`).limit(1);
  return (await device.executeTakeFirst()) !== undefined;
}
