import { traceBatchItem } from '@yanshou/telemetry';
import type { TraceBatch, TraceBatchItem, TraceDecision, TraceEntry } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import { TRACE_BATCH, TRACE_DECISION } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import type { CorrectionDecision, TraceAnswers, TraceBook, TraceDrafts } from './trace-book.js';
import { TraceDesk, WITHDRAWN, byBatch, tooLong } from './trace-desk.js';
import { traceEntries, traceEntriesOf } from './trace-entries.js';
import { checkText, firstFault } from './validation/field-checks.js';

/** Batches and events of traceability. */
export class TraceRepository implements TraceBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  addTrace = (project: string, drafts: TraceDrafts, author: Author): Promise<Outcome<TraceAnswers>> =>
    this.writer.change(undefined, author, async (session) => {
      const desk = await TraceDesk.open(session, project, drafts);
      const batches = drafts.batches.map((draft) => desk.takeBatch(draft));
      const events = drafts.events.map((draft) => desk.takeEvent(draft));
      const recorded = [...batches, ...events].every((answer) => answer.ok);
      if (recorded) await desk.save();
      return { recorded, batches, events };
    });

  decideCorrection = (project: string, batch: string, event: string, { decision, note }: CorrectionDecision, author: Author): Promise<Outcome<TraceEntry>> =>
    this.writer.change(firstFault(note !== undefined && checkText('note', note)), author, async (session) => {
      const entries = await traceEntries(session.trx, [`${project}/${batch}`]);
      const correction = entries.find(({ id }) => id === event);
      if (correction?.decision?.decision === decision) return correction;
      const fault = await undecidable(session, correction) ?? (decision === 'accepted' && correction !== undefined ? tooLong(entries.filter(({ id }) => id !== event), correction) : undefined);
      if (fault !== undefined || correction === undefined) throw new Refusal(fault ?? UNKNOWN_EVENT);
      const decided: TraceDecision = { project, batch, event, decision, decidedBy: session.who, decidedAt: session.at, ...(note === undefined ? {} : { note }) };
      await session.save(TRACE_DECISION, [decided]);
      return { ...correction, decision: decided };
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

  traceEvents = (project: string, batches: readonly string[]): Promise<TraceEntry[]> => traceEntries(this.writer.db, batches.map((batch) => `${project}/${batch}`));

  traceItems = async (project: string): Promise<TraceBatchItem[]> => {
    const [batches, entries] = await Promise.all([this.reader.all(TRACE_BATCH, project), traceEntriesOf(this.writer.db, project)]);
    const events = byBatch(entries);
    return batches.map((batch) => traceBatchItem(batch, events.get(batch.id) ?? []));
  };
}

async function undecidable(session: ChangeSession, correction: TraceEntry | undefined): Promise<InputFault | undefined> {
  if (correction === undefined) return UNKNOWN_EVENT;
  if (correction.corrects === undefined) return NO_CORRECTION;
  if (correction.recordedBy === session.who) return SAME_PERSON;
  if (correction.decision !== undefined) return DECIDED;
  const batch = await session.find(TRACE_BATCH, `${correction.project}/${correction.batch}`);
  return batch?.withdrawn === undefined ? undefined : WITHDRAWN;
}

const UNKNOWN_BATCH = inputFault('unknown', 'id', '没有该批次', 'no such batch');
const UNKNOWN_EVENT = inputFault('unknown', 'id', '该批次没有这一事件', 'the batch has no such event');
const NO_CORRECTION = inputFault('invalid', 'id', '该事件不是更正，无需决定', 'is no correction: there is nothing to decide');
const SAME_PERSON = inputFault('same-person', 'decision', '不得由登记更正的本人决定，请由其他管理人员处理', 'is for somebody else than the person who recorded the correction');
const DECIDED = inputFault('duplicate', 'decision', '已作出另一决定，不可更改', 'has been decided otherwise and stays so');
