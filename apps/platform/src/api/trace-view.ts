import type { BodyOf, ProblemEntry, TraceBatchSummary, TraceBatchView, TraceEventView } from '@yanshou/api-schema';
import { TRACE_RULE } from '@yanshou/catalogue';
import type { TraceAnswer, TraceAnswers, TraceBatchDraft, TraceEventDraft } from '@yanshou/registry';
import { correctionState } from '@yanshou/telemetry';
import type { TraceEntry } from '@yanshou/telemetry';
import type { JudgedTrace } from '../traceability/batch-story.js';
import { compact, iso, micros } from './times.js';

export interface TraceLinks {
  readonly publicUrl: (publicId: string) => string;
}

export const batchDraft = ({ producedAt, ...batch }: BodyOf<'createBatch'>): TraceBatchDraft => compact({ ...batch, producedAt: micros(producedAt) }) as TraceBatchDraft;

export const eventDraft = ({ at, until, ...event }: BodyOf<'addTraceEvent'>, batch: string): TraceEventDraft =>
  compact({ ...event, batch, at: micros(at), until: until === undefined ? undefined : micros(until) }) as TraceEventDraft;

export function batchSummary({ batch, findings }: JudgedTrace, { publicUrl }: TraceLinks): TraceBatchSummary {
  const { project: _project, producedAt, recordedAt, withdrawn, ...fields } = batch;
  return {
    ...fields, publicUrl: publicUrl(batch.publicId), producedAt: iso(producedAt), recordedAt: iso(recordedAt),
    ...(withdrawn === undefined ? {} : { withdrawn: { ...withdrawn, at: iso(withdrawn.at) } }), complete: findings.length === 0, findings: [...findings],
  };
}

export const batchView = (judged: JudgedTrace, digest: string, links: TraceLinks): TraceBatchView =>
  ({ ...batchSummary(judged, links), events: judged.events.map((event) => eventView(event, judged)), rule: { version: TRACE_RULE.version, label: { ...TRACE_RULE.label } }, digest });

function eventView({ project: _project, batch: _batch, at, until, recordedAt, decision, ...event }: TraceEntry, { events, readings }: JudgedTrace): TraceEventView {
  const row = readings.find((one) => one.event === event.id);
  const { batch: _of, event: _by, origins = [], ...figures } = row ?? {};
  return compact({
    ...event, at: iso(at), until: until === undefined ? undefined : iso(until), recordedAt: iso(recordedAt),
    correctedBy: events.find((one) => one.corrects === event.id && correctionState(one) === 'accepted')?.id, correction: correctionView(event, decision),
    coldChain: row === undefined ? null : { ...figures, origins: [...origins] },
  }) as TraceEventView;
}

function correctionView(event: { readonly corrects?: string }, decision: TraceEntry['decision']): TraceEventView['correction'] {
  if (event.corrects === undefined) return undefined;
  if (decision === undefined) return { state: 'submitted' };
  const { decision: state, decidedBy, decidedAt, note } = decision;
  return { state, decidedBy, decidedAt: iso(decidedAt), ...(note === undefined ? {} : { note }) };
}

/** What is wrong with the items of an import, each by its place in the body. */
export const importFaults = ({ batches, events }: TraceAnswers): ProblemEntry[] => [...faultsIn('batches', batches), ...faultsIn('events', events)];

const faultsIn = (list: string, answers: readonly TraceAnswer<unknown>[]): ProblemEntry[] =>
  answers.flatMap((answer, index) => {
    if (answer.ok) return [];
    const { code, field, zh, en } = answer.reason;
    return [{ code, field: `${list}[${index}].${field}`, detailZh: zh, detailEn: en }];
  });
