import { Controller } from '@nestjs/common';
import type { AnswerOf, TraceBatchView, TraceOutcome } from '@yanshou/api-schema';
import type { ProjectRecord, TraceAnswer, TraceAnswers, TraceDrafts } from '@yanshou/registry';
import type { TraceBatch, TraceEvent } from '@yanshou/telemetry';
import { judgeTraces, storyDigest, storyOf } from '../traceability/batch-story.js';
import { qrCode } from '../traceability/qr-code.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { ApiProblem, found, granted } from './problem.js';
import { compact } from './times.js';
import { batchDraft, batchSummary, batchView, eventDraft, importFaults } from './trace-view.js';
import type { TraceLinks } from './trace-view.js';

@Controller()
export class TraceabilityController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listBatches')
  async listBatches(@TheCall() call: Call<'listBatches'>): Promise<AnswerOf<'listBatches'>> {
    const { after = '', limit } = call.query;
    const batches = await this.backend.registry.traceBatches(call.project.id, after, limit + 1);
    const judged = await judgeTraces(this.backend, call.project.id, batches.slice(0, limit));
    const items = judged.map((one) => batchSummary(one, this.links(call)));
    return { items, next: batches.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  @Operation('createBatch')
  async createBatch(@TheCall() call: Call<'createBatch'>): Promise<AnswerOf<'createBatch'>> {
    const { batches: [answer] } = await this.add(call, { batches: [batchDraft(call.body)], events: [] });
    const { record } = await granted(answer as TraceAnswer<TraceBatch>);
    return this.view(call, record);
  }

  @Operation('importTrace')
  async importTrace(@TheCall() call: Call<'importTrace'>): Promise<AnswerOf<'importTrace'>> {
    const { batches, events } = call.body;
    const answers = await this.add(call, { batches: batches.map(batchDraft), events: events.map((event) => eventDraft(event, event.batch)) });
    if (!answers.recorded) throw ApiProblem.ofEntries(importFaults(answers));
    return {
      batches: await Promise.all(answers.batches.map(async (answer) => batchOutcome(await granted(answer)))),
      events: await Promise.all(answers.events.map(async (answer) => eventOutcome(await granted(answer)))),
    };
  }

  @Operation('readBatch')
  async readBatch(@TheCall() call: Call<'readBatch'>): Promise<AnswerOf<'readBatch'>> {
    return this.view(call, await this.batch(call));
  }

  @Operation('addTraceEvent')
  async addTraceEvent(@TheCall() call: Call<'addTraceEvent'>): Promise<AnswerOf<'addTraceEvent'>> {
    const batch = await this.batch(call);
    const { events: [answer] } = await this.add(call, { batches: [], events: [eventDraft(call.body, batch.id)] });
    await granted(answer as TraceAnswer<object>);
    return this.view(call, batch);
  }

  @Operation('decideCorrection')
  async decideCorrection(@TheCall() call: Call<'decideCorrection'>): Promise<AnswerOf<'decideCorrection'>> {
    const { body: { decision, note }, params: { b, v } } = call;
    const decided = compact({ decision: decision === 'accept' ? 'accepted' as const : 'rejected' as const, note });
    const batch = await this.batch(call);
    await granted(this.backend.registry.decideCorrection(call.project.id, b, v, decided, authorOf(call)));
    await this.backend.synchronise();
    return this.view(call, batch);
  }

  @Operation('withdrawBatch')
  async withdrawBatch(@TheCall() call: Call<'withdrawBatch'>): Promise<AnswerOf<'withdrawBatch'>> {
    const batch = await granted(this.backend.registry.withdrawBatch(call.project.id, call.params.b, call.body.reason, authorOf(call)));
    await this.backend.synchronise();
    return this.view(call, batch);
  }

  @Operation('readBatchQr')
  async readBatchQr(@TheCall() call: Call<'readBatchQr'>): Promise<void> {
    const { publicId } = await this.batch(call);
    call.response.type('image/svg+xml').send(qrCode(this.links(call).publicUrl(publicId)));
  }

  private batch({ project, params }: { readonly project: ProjectRecord; readonly params: { readonly b: string } }): Promise<TraceBatch> {
    return found(this.backend.registry.traceBatch(project.id, params.b));
  }

  private async add(call: Pick<Call<'createBatch'>, 'project' | 'identified'>, drafts: TraceDrafts): Promise<TraceAnswers> {
    const answers = await granted(this.backend.registry.addTrace(call.project.id, drafts, authorOf(call)));
    await this.backend.synchronise();
    return answers;
  }

  private async view(call: Pick<Call<'readBatch'>, 'project' | 'request'>, batch: TraceBatch): Promise<TraceBatchView> {
    const { registry } = this.backend;
    const [[judged], sites] = await Promise.all([judgeTraces(this.backend, call.project.id, [batch]), registry.sites(call.project.id)]);
    const whole = judged as NonNullable<typeof judged>;
    return batchView(whole, storyDigest(storyOf(whole, call.project, sites)), this.links(call));
  }

  /** Where nobody has said by which address the public comes, it is taken to be the one of the request. */
  private links({ request }: Pick<Call<'readBatch'>, 'request'>): TraceLinks {
    const root = this.backend.publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
    return { publicUrl: (publicId) => `${root}/t/${publicId}` };
  }
}

type Recorded<T> = Extract<TraceAnswer<T>, { readonly ok: true }>['value'];
const batchOutcome = ({ record: { id, publicId }, repeated }: Recorded<TraceBatch>): TraceOutcome => ({ id, publicId, repeated });
const eventOutcome = ({ record: { id, batch }, repeated }: Recorded<TraceEvent>): TraceOutcome => ({ id, batch, repeated });
