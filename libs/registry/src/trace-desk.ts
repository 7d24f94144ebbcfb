import { randomBytes } from 'node:crypto';
import { MICROS_PER_DAY, correctionState, countedEvents, eventsInForce, fail, ok } from '@yanshou/telemetry';
import type { DeviceClass, TraceBatch, TraceEntry, TraceEvent, TracePlace } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import type { EntityKind } from './entity-kind.js';
import { CLASS, DEVICE, SITE, TRACE_BATCH, TRACE_EVENT } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { InputFault } from './input-fault.js';
import type { DeviceState } from './records.js';
import type { TraceAnswer, TraceBatchDraft, TraceDrafts, TraceEventDraft } from './trace-book.js';
import { traceEntries } from './trace-entries.js';
import { checkBatch, checkEvent } from './validation/check-trace.js';

const PUBLIC_ID_BYTES = 16;
/** Anybody may ask for the page of a batch, and all of its events are on it. */
export const MOST_EVENTS = 200;
/** An evaluation reads all of them. */
export const MOST_BATCHES = 20_000;
/** Time whose readings one batch can have looked at. */
const LONGEST_READ = 3 * 366 * MICROS_PER_DAY;

/** What is there of all that drafts name, read at once. */
interface Known {
  readonly batches: Map<string, TraceBatch>;
  /** By batch. */
  readonly events: Map<string, TraceEntry[]>;
  readonly sites: ReadonlySet<string>;
  readonly classOf: ReadonlyMap<string, DeviceClass>;
  /** How many more batches the project may have. */
  room: number;
}

/** Takes drafts of one project one after the other, in memory; `save` writes what it took. */
export class TraceDesk {
  private readonly newBatches: TraceBatch[] = [];
  private readonly newEvents: TraceEvent[] = [];

  private constructor(private readonly session: ChangeSession, private readonly project: string, private readonly known: Known) {}

  static async open(session: ChangeSession, project: string, drafts: TraceDrafts): Promise<TraceDesk> {
    return new TraceDesk(session, project, await knownOf(session, project, drafts));
  }

  takeBatch(draft: TraceBatchDraft): TraceAnswer<TraceBatch> {
    const { session: { at, who }, project, known } = this;
    const before = known.batches.get(draft.id);
    if (before !== undefined) return isSame(draft, before) ? ok({ record: before, repeated: true }) : fail(inputFault('duplicate', 'id', '该批次已登记，内容不同', 'is that of a batch with another content'));
    const fault = checkBatch(draft, at) ?? (known.room > 0 ? undefined : NO_ROOM) ?? this.unknownSite('base', draft.base);
    if (fault !== undefined) return fail(fault);
    const record: TraceBatch = { ...draft, project, publicId: randomBytes(PUBLIC_ID_BYTES).toString('base64url'), recordedBy: who, recordedAt: at };
    known.room -= 1;
    known.batches.set(record.id, record);
    this.newBatches.push(record);
    return ok({ record, repeated: false });
  }

  takeEvent(draft: TraceEventDraft): TraceAnswer<TraceEvent> {
    const { session: { at, who }, project, known } = this;
    const present = known.events.get(draft.batch) ?? [];
    const before = present.find(({ id }) => id === draft.id);
    if (before !== undefined) return isSame(draft, before) ? ok({ record: before, repeated: true }) : fail(inputFault('duplicate', 'id', '该事件已登记，内容不同；请另行登记一条更正', 'is that of an event with another content: record a correction of it'));
    const fault = checkEvent(draft, at) ?? this.unknownReference(draft, present);
    if (fault !== undefined) return fail(fault);
    const record: TraceEvent = { ...draft, project, recordedBy: who, recordedAt: at };
    known.events.set(draft.batch, [...present, record]);
    this.newEvents.push(record);
    return ok({ record, repeated: false });
  }

  async save(): Promise<void> {
    await this.session.save(TRACE_BATCH, this.newBatches);
    await this.session.save(TRACE_EVENT, this.newEvents);
  }

  private unknownReference(draft: TraceEventDraft, present: readonly TraceEntry[]): InputFault | undefined {
    const { batch, place, to, readings, corrects } = draft;
    const found = this.known.batches.get(batch);
    if (found === undefined) return NO_BATCH;
    if (found.withdrawn !== undefined) return WITHDRAWN;
    const site = this.unknownPlace('place', place) ?? (to && this.unknownPlace('to', to));
    if (site !== undefined) return site;
    if (readings !== undefined && !this.isSeries(readings.device, readings.metric)) return NO_SERIES;
    if (present.length >= MOST_EVENTS) return TOO_MANY;
    return (corrects === undefined ? undefined : uncorrectable(present, corrects)) ?? tooLong(present, draft);
  }

  private unknownPlace(field: string, place: TracePlace): InputFault | undefined {
    return 'site' in place ? this.unknownSite(`${field}.site`, place.site) : undefined;
  }

  private unknownSite(field: string, site: string): InputFault | undefined {
    return this.known.sites.has(site) ? undefined : inputFault('unknown-reference', field, '项目没有该地点，请先登记', 'is no site of the project: enter it first');
  }

  private isSeries(device: string, metric: string): boolean {
    return this.known.classOf.get(device)?.metrics.some(({ name, valueType }) => name === metric && valueType === 'number') ?? false;
  }
}

async function knownOf(session: ChangeSession, project: string, { batches, events }: TraceDrafts): Promise<Known> {
  const all = async <State>(kind: EntityKind<State>, ids: readonly string[]): Promise<ReadonlyMap<string, State>> => {
    const found = await session.findAll(kind as EntityKind<never>, [...new Set(ids)].map((id) => `${project}/${id}`));
    return new Map([...found].map(([key, state]) => [key.slice(project.length + 1), state as State]));
  };
  const named = [...new Set(events.map(({ batch }) => batch))];
  const places = events.flatMap(({ place, to }) => [place, ...(to === undefined ? [] : [to])]);
  const devices = await all<DeviceState>(DEVICE, events.flatMap(({ readings }) => (readings === undefined ? [] : [readings.device])));
  const classes = await all(CLASS, [...devices.values()].map(({ classId }) => classId));
  return {
    batches: new Map(await all(TRACE_BATCH, [...batches.map(({ id }) => id), ...named])),
    events: byBatch(await traceEntries(session.trx, named.map((id) => `${project}/${id}`))),
    sites: new Set((await all(SITE, [...batches.map(({ base }) => base), ...places.flatMap((place) => ('site' in place ? [place.site] : []))])).keys()),
    classOf: new Map([...devices].flatMap(([id, { classId }]) => { const known = classes.get(classId); return known === undefined ? [] : [[id, known] as const]; })),
    room: MOST_BATCHES - (await batchesOf(session, project)),
  };
}

/** Events by their batch, in the order given. */
export function byBatch(entries: readonly TraceEntry[]): Map<string, TraceEntry[]> {
  const groups = new Map<string, TraceEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.batch);
    if (group === undefined) groups.set(entry.batch, [entry]);
    else group.push(entry);
  }
  return groups;
}

async function batchesOf({ trx }: ChangeSession, project: string): Promise<number> {
  const { rows } = await trx.selectFrom('trace_batches').select((select) => select.fn.countAll<string | number>().as('rows')).where('project', '=', project).executeTakeFirstOrThrow();
  return Number(rows);
}

/** Whether all that the sender says is as it was recorded. */
function isSame(draft: object, record: object): boolean {
  const stated = Object.fromEntries(Object.entries(record).filter(([field]) => !RECORDED.has(field)));
  return canonicalJson(stated) === canonicalJson(draft);
}
const RECORDED: ReadonlySet<string> = new Set(['project', 'publicId', 'recordedBy', 'recordedAt', 'withdrawn', 'decision']);

/** Whether the spans with readings would add up to more than is read for a batch; what is corrected is not read. */
export function tooLong(events: readonly TraceEntry[], added: TraceEventDraft): InputFault | undefined {
  if (added.readings === undefined) return undefined;
  const length = eventsInForce<TraceEventDraft>([...countedEvents(events), added]).reduce((sum, { at, until = at, readings }) => sum + (readings === undefined ? 0 : until - at), 0);
  return length > LONGEST_READ ? TOO_LONG : undefined;
}

/** An event has one correction that is not rejected; an accepted correction that was wrong is corrected in its turn. */
function uncorrectable(events: readonly TraceEntry[], corrects: string): InputFault | undefined {
  const corrected = events.find(({ id }) => id === corrects);
  if (corrected === undefined) return NO_EVENT;
  if ((correctionState(corrected) ?? 'accepted') !== 'accepted') return NOT_IN_FORCE;
  const by = events.find((event) => event.corrects === corrects && correctionState(event) !== 'rejected');
  if (by === undefined) return undefined;
  return correctionState(by) === 'accepted'
    ? inputFault('duplicate', 'corrects', `该事件已由“${by.id}”更正，请更正后者`, `has been corrected by “${by.id}”: correct that one`)
    : inputFault('duplicate', 'corrects', `更正“${by.id}”正在等待决定，请待决定后再更正`, `has the correction “${by.id}”, which awaits its decision: wait for it`);
}

const NO_BATCH = inputFault('unknown-reference', 'batch', '没有该批次，请先登记批次', 'no such batch: enter it first');
const NO_EVENT = inputFault('unknown-reference', 'corrects', '该批次没有被更正的事件', 'the batch has no such event');
const NOT_IN_FORCE = inputFault('invalid', 'corrects', '所指的更正尚未获批准或已被退回，请更正原事件', 'is a correction that is not accepted: correct the event that it is about');
const NO_SERIES = inputFault('unknown-reference', 'readings', '设备不在清单中，或其类别没有该数值测点', 'the device is not in the inventory, or its class has no such metric of numbers');
const TOO_MANY = inputFault('invalid', 'batch', `该批次的事件已达 ${MOST_EVENTS} 条，请核对发送方`, `has ${MOST_EVENTS} events already: check what sends them`);
const NO_ROOM = inputFault('invalid', 'id', `项目的批次已达 ${MOST_BATCHES} 个，不能再登记；请核对发送方`, `is one too many: the project has ${MOST_BATCHES} batches already; check what sends them`);
const TOO_LONG = inputFault('invalid', 'until', '该批次各段温度时段合计超过三年（3 × 366 天），请核对起止时间', 'makes the spans with temperatures of the batch add up to more than three years (3 × 366 days): check beginnings and ends');
export const WITHDRAWN = inputFault('withdrawn', 'batch', '该批次已撤回', 'the batch is withdrawn');
