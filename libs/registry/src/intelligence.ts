import type { ChangeRequest, DeviceClass, InventoryDevice } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { CHANGE_REQUEST, DEVICE } from './entity-kinds.js';
import type { EntityKind } from './entity-kind.js';
import type { IntelligenceStep } from './intelligence-book.js';
import type { DeviceState } from './records.js';
import type { Database } from './schema.js';

/** A device as its people state it; the approval is somebody else's. */
export const statedOf = <D extends InventoryDevice>({ intelligentApproval: _, ...stated }: D): Omit<D, 'intelligentApproval'> => stated;

/** What an approval has looked at: which machine, of what kind and class, and why it is called intelligent. */
const groundOf = ({ assetKind, classId, factorySerial, intelligent, intelligentGround }: InventoryDevice): string =>
  canonicalJson({ assetKind, classId, factorySerial, intelligent, intelligentGround });

/** Devices as they are to be, each with the approval that it has and keeps: one that is stated on another ground loses it. */
export async function withApprovals(session: ChangeSession, devices: readonly DeviceState[]): Promise<DeviceState[]> {
  const present = await session.findAll(DEVICE as EntityKind<never>, devices.map((device) => DEVICE.keyOf(device)));
  return devices.map((device) => {
    const before = present.get(DEVICE.keyOf(device)) as DeviceState | undefined;
    const approval = before !== undefined && groundOf(before) === groundOf(device) ? before.intelligentApproval : undefined;
    return { ...statedOf(device), ...(approval === undefined ? {} : { intelligentApproval: approval }) };
  });
}

/** Ends the approvals of a class's devices when a point that they were given with is gone, or is another one. */
export async function endApprovals(session: ChangeSession, project: string, before: DeviceClass | undefined, after: DeviceClass): Promise<void> {
  if (before === undefined || keepsPoints(before, after)) return;
  const rows = await session.trx.selectFrom('devices').select('state').where('project', '=', project).where(sql<boolean>`state->>'classId' = ${after.id}`).where(sql<boolean>`state->'intelligentApproval' is not null`).execute();
  await session.save(DEVICE, rows.map(({ state }) => statedOf(state as DeviceState)));
}

/** A further point takes nothing from a ground; names, limits and intervals are no part of it. */
const keepsPoints = (before: DeviceClass, after: DeviceClass): boolean => {
  const points = new Set(after.metrics.map(pointOf));
  return before.template === after.template && before.metrics.every((metric) => points.has(pointOf(metric)));
};
const pointOf = ({ name, valueType, kind, role }: DeviceClass['metrics'][number]): string => canonicalJson({ name, valueType, kind, role });

interface Logged {
  readonly at: string | number;
  readonly who: string;
  readonly after: unknown;
}

/** What was said of a device and its approval, oldest first, as the record of changes tells it; read by an index. */
export async function intelligenceSteps(db: Database, project: string, device: string): Promise<IntelligenceStep[]> {
  const [log, requests] = await Promise.all([
    db.selectFrom('changes').select(['at', 'who', 'after']).where('entity', '=', DEVICE.entity).where('key', '=', `${project}/${device}`).orderBy('id').execute(),
    db.selectFrom(CHANGE_REQUEST.table).select('state').where('project', '=', project)
      .where(sql<boolean>`state->'change'->'device'->>'id' = ${device} and state->>'status' = 'accepted'`).execute(),
  ]);
  const accepted = requests.map(({ state }) => state as ChangeRequest);
  return (log as readonly Logged[]).flatMap((row, index) => stepsOf(row, log[index - 1]?.after as DeviceState | undefined, accepted));
}

function stepsOf({ at, who, after }: Logged, before: DeviceState | undefined, requests: readonly ChangeRequest[]): IntelligenceStep[] {
  const device = after as DeviceState;
  const common = { at: Number(at), ground: device.intelligent ? (device.intelligentGround ?? null) : null };
  return [...statementStep(common, who, [before, device], requests), ...approvalStep(common, who, [before?.intelligentApproval, device.intelligentApproval])];
}

type Common = Pick<IntelligenceStep, 'at' | 'ground'>;

function statementStep(common: Common, who: string, [before, device]: readonly [DeviceState | undefined, DeviceState], requests: readonly ChangeRequest[]): IntelligenceStep[] {
  if (before !== undefined && canonicalJson(statedOf(before)) === canonicalJson(statedOf(device))) return [];
  // A change of what is frozen is stated by who asked for it; the record of changes names who accepted it.
  const request = requests.find(({ decidedAt, decidedBy, change }) => decidedAt === common.at && decidedBy === who && isStatement(change, device));
  return [{ ...common, step: 'stated', who: request?.proposedBy ?? who, ...(request === undefined ? {} : { acceptedBy: who, request: request.id }) }];
}

type Approval = InventoryDevice['intelligentApproval'];

function approvalStep(common: Common, who: string, [was, is]: readonly [Approval, Approval]): IntelligenceStep[] {
  if (is === undefined) return was === undefined ? [] : [{ ...common, step: 'lapsed', who, number: was.number }];
  return canonicalJson(is) === canonicalJson(was ?? null) ? [] : [{ ...common, step: 'approved', who: is.approvedBy, number: is.number }];
}

function isStatement(change: ChangeRequest['change'], { project: _, ...device }: DeviceState): boolean {
  return change.kind === 'device' && canonicalJson(statedOf(change.device)) === canonicalJson(statedOf(device));
}

/** Who entered a device and who stated it as it is now. */
export function answerable(steps: readonly IntelligenceStep[]): ReadonlySet<string> {
  const stated = steps.filter(({ step }) => step === 'stated');
  return new Set([stated.at(0), stated.at(-1)].flatMap((step) => (step === undefined ? [] : [step.who])));
}
