import { randomBytes } from 'node:crypto';
import { MICROS_PER_DAY, eventsInForce, fail, ok, traceBatchItem } from '@yanshou/telemetry';
import type { TraceBatch, TraceBatchItem, TraceEvent, TracePlace } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { CLASS, DEVICE, SITE, TRACE_BATCH, TRACE_EVENT } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import type { TraceAnswer, TraceAnswers, TraceBatchDraft, TraceBook, TraceDrafts, TraceEventDraft } from './trace-book.js';
import { checkBatch, checkEvent } from './validation/check-trace.js';
import { checkText, firstFault } from './validation/field-checks.js';

const PUBLIC_ID_BYTES = 16;
/** Anybody may ask for the page of a batch, and all of its events are on it. */
export const MOST_EVENTS = 200;
/** An evaluation reads all of them. */
export const MOST_BATCHES = 20_000;
/** Time whose readings one batch can have looked at. */
const LONGEST_READ = 3 * 366 * MICROS_PER_DAY;

/** Batches and events of traceability. */
export class TraceRepository implements TraceBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  addTrace = (project: string, { batches, events }: TraceDrafts, author: Author): Promise<Outcome<TraceAnswers>> =>
    this.writer.change(undefined, author, async (session) => {
      const answers: { batches: TraceAnswer<TraceBatch>[]; events: TraceAnswer<TraceEvent>[] } = { batches: [], events: [] };
      let room = MOST_BATCHES - (await batchesOf(session, project));
      for (const draft of batches) {
        const answer = await addBatch(session, project, draft, room);
        if (answer.ok && !answer.value.repeated) room -= 1;
        answers.batches.push(answer);
      }
      for (const draft of events) answers.events.push(await addEvent(session, project, draft));
      return answers;
    });

  withdrawBatch = (project: string, id: string, reason: string, author: Author): Promise<Outcome<TraceBatch>> =>
    this.writer.change(firstFault(checkText('reason', reason)), author, async (session) => {
      const batch = await session.find(TRACE_BATCH, `${project}/${id}`);
      if (batch === undefined) throw new Refusal(UNKNOWN_BATCH);
      if (batch.withdrawn !== undefined) throw new Refusal(WITHDRAWN);
      const withdrawn = { ...batch, withdrawn: { reason, who: session.who, at: session.at } };
      await session.save(TRACE_BATCH, [withdrawn]);
      return withdrawn;
    });

  traceBatches = (project: string, after: string, limit: number): Promise<TraceBatch[]> => this.reader.page(TRACE_BATCH, project, `${project}/${after}`, limit);

  traceBatch = (project: string, id: string): Promise<TraceBatch | undefined> => this.reader.one(TRACE_BATCH, `${project}/${id}`);

  publicTraceBatch = async (publicId: string): Promise<TraceBatch | undefined> => {
    const row = await this.writer.db.selectFrom('trace_batches').select('state').where('public_id', '=', publicId).executeTakeFirst();
    return row?.state as TraceBatch | undefined;
  };

  traceEvents = async (project: string, batches: readonly string[]): Promise<TraceEvent[]> => {
    if (batches.length === 0) return [];
    const rows = await this.writer.db.selectFrom('trace_events').select('state').where('batch_key', 'in', batches.map((batch) => `${project}/${batch}`)).execute();
    return rows.map(({ state }) => state as TraceEvent).sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
  };

  traceItems = async (project: string): Promise<TraceBatchItem[]> => {
    const [batches, events] = await Promise.all([this.reader.all(TRACE_BATCH, project), this.reader.all(TRACE_EVENT, project)]);
    const byBatch = new Map<string, TraceEvent[]>(batches.map(({ id }) => [id, []]));
    for (const event of events) byBatch.get(event.batch)?.push(event);
    return batches.map((batch) => traceBatchItem(batch, byBatch.get(batch.id) ?? []));
  };
}

async function addBatch(session: ChangeSession, project: string, draft: TraceBatchDraft, room: number): Promise<TraceAnswer<TraceBatch>> {
  const before = await session.find(TRACE_BATCH, `${project}/${draft.id}`);
  if (before !== undefined) return isSame(draft, before) ? ok({ record: before, repeated: true }) : fail(inputFault('duplicate', 'id', '该批次已登记，内容不同', 'is that of a batch with another content'));
  const fault = checkBatch(draft, session.at) ?? (room > 0 ? undefined : NO_ROOM) ?? (await unknownSite(session, project, 'base', draft.base));
  if (fault !== undefined) return fail(fault);
  const record: TraceBatch = { ...draft, project, publicId: randomBytes(PUBLIC_ID_BYTES).toString('base64url'), recordedBy: session.who, recordedAt: session.at };
  await session.save(TRACE_BATCH, [record]);
  return ok({ record, repeated: false });
}

async function addEvent(session: ChangeSession, project: string, draft: TraceEventDraft): Promise<TraceAnswer<TraceEvent>> {
  const before = await session.find(TRACE_EVENT, `${project}/${draft.batch}/${draft.id}`);
  if (before !== undefined) return isSame(draft, before) ? ok({ record: before, repeated: true }) : fail(inputFault('duplicate', 'id', '该事件已登记，内容不同；请另行登记一条更正', 'is that of an event with another content: record a correction of it'));
  const fault = checkEvent(draft, session.at) ?? (await unknownReference(session, project, draft));
  if (fault !== undefined) return fail(fault);
  const record: TraceEvent = { ...draft, project, recordedBy: session.who, recordedAt: session.at };
  await session.save(TRACE_EVENT, [record]);
  return ok({ record, repeated: false });
}

/** Whether all that the sender says is as it was recorded. */
function isSame(draft: object, record: object): boolean {
  const stated = Object.fromEntries(Object.entries(record).filter(([field]) => !RECORDED.has(field)));
  return canonicalJson(stated) === canonicalJson(draft);
}
const RECORDED: ReadonlySet<string> = new Set(['project', 'publicId', 'recordedBy', 'recordedAt', 'withdrawn']);

async function unknownReference(session: ChangeSession, project: string, draft: TraceEventDraft): Promise<InputFault | undefined> {
  const { batch, place, to, readings, corrects } = draft;
  const found = await session.find(TRACE_BATCH, `${project}/${batch}`);
  if (found === undefined) return NO_BATCH;
  if (found.withdrawn !== undefined) return WITHDRAWN;
  const site = (await unknownPlace(session, project, 'place', place)) ?? (to && (await unknownPlace(session, project, 'to', to)));
  if (site !== undefined) return site;
  if (readings !== undefined && !(await isSeries(session, project, readings.device, readings.metric))) return NO_SERIES;
  const events = await eventsOf(session, project, batch);
  if (events.length >= MOST_EVENTS) return TOO_MANY;
  return (corrects === undefined ? undefined : uncorrectable(events, corrects)) ?? tooLong(events, draft);
}

async function batchesOf({ trx }: ChangeSession, project: string): Promise<number> {
  const { rows } = await trx.selectFrom('trace_batches').select((select) => select.fn.countAll<string | number>().as('rows')).where('project', '=', project).executeTakeFirstOrThrow();
  return Number(rows);
}

async function eventsOf({ trx }: ChangeSession, project: string, batch: string): Promise<readonly TraceEvent[]> {
  const rows = await trx.selectFrom('trace_events').select('state').where('batch_key', '=', `${project}/${batch}`).execute();
  return rows.map(({ state }) => state as TraceEvent);
}

/** Whether the spans with readings would add up to more than is read for a batch; what is corrected is not read. */
function tooLong(events: readonly TraceEvent[], draft: TraceEventDraft): InputFault | undefined {
  if (draft.readings === undefined) return undefined;
  const length = eventsInForce<TraceEventDraft>([...events, draft]).reduce((sum, { at, until = at, readings }) => sum + (readings === undefined ? 0 : until - at), 0);
  return length > LONGEST_READ ? TOO_LONG : undefined;
}

const unknownPlace = async (session: ChangeSession, project: string, field: string, place: TracePlace): Promise<InputFault | undefined> =>
  ('site' in place ? unknownSite(session, project, `${field}.site`, place.site) : undefined);

const unknownSite = async (session: ChangeSession, project: string, field: string, site: string): Promise<InputFault | undefined> =>
  ((await session.find(SITE, `${project}/${site}`)) === undefined ? inputFault('unknown-reference', field, '项目没有该地点，请先登记', 'is no site of the project: enter it first') : undefined);

async function isSeries(session: ChangeSession, project: string, device: string, metric: string): Promise<boolean> {
  const found = await session.find(DEVICE, `${project}/${device}`);
  const deviceClass = found && (await session.find(CLASS, `${project}/${found.classId}`));
  return deviceClass?.metrics.some(({ name, valueType }) => name === metric && valueType === 'number') ?? false;
}

/** An event has one correction; a wrong correction is corrected in its turn. */
function uncorrectable(events: readonly TraceEvent[], corrects: string): InputFault | undefined {
  if (!events.some(({ id }) => id === corrects)) return NO_EVENT;
  const by = events.find((event) => event.corrects === corrects);
  return by && inputFault('duplicate', 'corrects', `该事件已由“${by.id}”更正，请更正后者`, `has been corrected by “${by.id}”: correct that one`);
}

const UNKNOWN_BATCH = inputFault('unknown', 'id', '没有该批次', 'no such batch');
const NO_BATCH = inputFault('unknown-reference', 'batch', '没有该批次，请先登记批次', 'no such batch: enter it first');
const NO_EVENT = inputFault('unknown-reference', 'corrects', '该批次没有被更正的事件', 'the batch has no such event');
const NO_SERIES = inputFault('unknown-reference', 'readings', '设备不在清单中，或其类别没有该数值测点', 'the device is not in the inventory, or its class has no such metric of numbers');
const TOO_MANY = inputFault('invalid', 'batch', `该批次的事件已达 ${MOST_EVENTS} 条，请核对发送方`, `has ${MOST_EVENTS} events already: check what sends them`);
const NO_ROOM = inputFault('invalid', 'id', `项目的批次已达 ${MOST_BATCHES} 个，不能再登记；请核对发送方`, `is one too many: the project has ${MOST_BATCHES} batches already; check what sends them`);
const TOO_LONG = inputFault('invalid', 'until', '该批次各段温度时段合计超过三年（3 × 366 天），请核对起止时间', 'makes the spans with temperatures of the batch add up to more than three years (3 × 366 days): check beginnings and ends');
const WITHDRAWN = inputFault('withdrawn', 'batch', '该批次已撤回', 'the batch is withdrawn');
