import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Assessment, ProjectRecord, Registry } from '@yanshou/registry';
import { buildStatement, supersededOf } from '@yanshou/reports';
import type { Statement, Superseded } from '@yanshou/reports';
import { Failure, auditedFigures, fail, ok } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { AckPromise } from '../health/platform-health.js';
import { assessedContract } from '../indicators/contract-at.js';
import { readProjectFacts } from '../indicators/project-facts.js';
import type { ProjectFacts } from '../indicators/project-facts.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import { syncFolder } from '../runtime/sync-folder.js';
import { PLATFORM_VERSION } from '../platform-version.js';
import type { AssessmentFacts } from '../telemetry/assessment-extract.js';
import { statementDigest } from '../opinions/opined-statement.js';
import { closedUntil } from '../telemetry/closed-until.js';
import type { Progress } from '../telemetry/shared-progress.js';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';
import { CONTRACT_MISSING, PROJECT_UNKNOWN } from './assessment-fault.js';
import type { AssessmentOutcome } from './assessment-fault.js';
import { factsDigests } from '../indicators/facts-digests.js';
import { assessmentId } from './assessment-id.js';
import { currentCheck } from './assessment-standing.js';
import { bundleFiles } from './bundle-files.js';
import { BundleWriter } from './bundle-writer.js';
import { checkApart, checkPeriod } from './check-period.js';
import type { Period } from './check-period.js';
import { statementTotals, statedGap } from './statement-totals.js';

/** Whoever asked is told to try again before he, or what is between, gives up. */
const SETTLED_MILLIS = 45_000;

export interface AssessmentParts {
  readonly registry: Registry;
  readonly telemetry: TelemetryClient;
  readonly clock: Clock;
  readonly data: Pick<DataDirectory, 'temporary' | 'bundles' | 'signingKey'>;
  /** What an acknowledgement to a device means here. */
  readonly promise: AckPromise;
  readonly progress: Progress;
}

export interface AssessmentRequest extends Period {
  readonly note: string;
  /** Who asked for it. */
  readonly who: string;
}

/** Makes fixed, signed statements of a project's indicators (指标核算). */
export class AssessmentService {
  /** One at a time: each reads a project's whole period. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly writer = new BundleWriter();

  constructor(private readonly parts: AssessmentParts) {}

  /**
   * Assesses a period that has ended and writes its bundle; resolves when both are durable. A later assessment of the
   * same period supersedes this one. Refusals: `project-unknown`, `contract-missing`, `period-…`. Rejects with
   * `projection-behind` (retryable) where what was acknowledged is not projected in time; other projects do not wait for that.
   */
  async create(project: string, request: AssessmentRequest): Promise<AssessmentOutcome<Assessment>> {
    const asked = await this.order(project, request);
    if (!asked.ok) return asked;
    await this.parts.progress.settled(project, SETTLED_MILLIS);
    const made = this.last.then(() => this.make(project, request));
    this.last = made.catch(() => undefined);
    return made;
  }

  /** The bundle of an assessment; undefined when there is none. */
  async bundleFile(project: string, assessment: string): Promise<{ readonly path: string; readonly bytes: number } | undefined> {
    const path = bundleFiles(this.parts.data.bundles, project, assessment).bundle;
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() === true ? { path, bytes: found.size } : undefined;
  }

  /** Gives up what is being written. */
  close(): Promise<void> {
    return this.writer.close();
  }

  /** Looks once more: the registry may have changed while others had their turn. */
  private async make(project: string, request: AssessmentRequest): Promise<AssessmentOutcome<Assessment>> {
    const order = await this.order(project, request);
    return order.ok ? ok(await this.assess(order.value.record, order.value.facts, request)) : order;
  }

  private async order(project: string, request: AssessmentRequest): Promise<AssessmentOutcome<{ readonly record: ProjectRecord; readonly facts: ProjectFacts }>> {
    const { registry, clock } = this.parts;
    const period = checkPeriod(request, clock.now());
    if (!period.ok) return period;
    const [record, facts] = await Promise.all([registry.project(project), readProjectFacts(registry, project)]);
    if (record === undefined) return fail(PROJECT_UNKNOWN);
    if (facts === undefined) return fail(CONTRACT_MISSING);
    const apart = checkApart(period.value, facts.contract, await registry.assessmentHeads(project));
    if (!apart.ok) return apart;
    return ok({ record, facts: { ...facts, contract: assessedContract(facts.contract, period.value) } });
  }

  private async assess(project: ProjectRecord, facts: ProjectFacts, request: AssessmentRequest): Promise<Assessment> {
    const { telemetry, data } = this.parts;
    const directory = await mkdtemp(join(data.temporary, 'assessment-'));
    try {
      const read = await telemetry.assess({ ...facts, pending: await this.parts.progress.pending(project.id), closedUntil: closedUntil(await this.parts.progress.knownUntil(project.id)), directory });
      const told = { ...facts, figures: [...facts.figures, ...auditedFigures(await this.parts.registry.opinions(project.id))] };
      const statement = await this.statement(project, told, { read, request });
      await this.writer.write({ directory, statement, facts: told, read, signingKey: data.signingKey });
      await this.keep(directory, project.id, statement.assessment);
      return await this.record(statement, facts, request);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  private async statement(project: ProjectRecord, { contract, figures }: ProjectFacts, made: { read: AssessmentFacts; request: AssessmentRequest }): Promise<Statement> {
    const { read, request } = made;
    const at = this.parts.clock.now();
    const before = (await this.parts.registry.assessments(project.id)).filter(({ from, to }) => from === request.from && to === request.to);
    const superseded = before.find(({ id }) => !before.some(({ supersedes }) => supersedes === id));
    const { id, nameZh, nameEn, programme, demonstration } = project;
    return buildStatement({
      assessment: assessmentId(at), createdAt: at, platformVersion: PLATFORM_VERSION,
      project: { id, nameZh, nameEn, programme, direction: contract.direction, demonstration },
      contract, rows: read.rows, traces: read.traces, declared: figures, promise: this.parts.promise, totals: statementTotals(read.totals), ...(read.context.lostSessions && { lost: read.context.lostSessions }), gaps: read.gaps.map(statedGap),
      ...(request.note === '' ? {} : { note: request.note }), ...(superseded === undefined ? {} : { supersedes: superseded.id, superseded: contentsOf(superseded) }),
    });
  }

  /** Files first: a record without its bundle would be a promise that cannot be kept. */
  private async keep(directory: string, project: string, assessment: string): Promise<void> {
    const kept = bundleFiles(this.parts.data.bundles, project, assessment);
    await mkdir(kept.directory, { recursive: true });
    const made = bundleFiles(directory, project, assessment);
    for (const file of ['bundle', 'zh', 'en'] as const) await rename(made[file], kept[file]);
    for (const folder of [kept.directory, dirname(kept.directory), this.parts.data.bundles]) await syncFolder(folder);
  }

  private async record(statement: Statement, facts: ProjectFacts, { from, to, note, who }: AssessmentRequest): Promise<Assessment> {
    const { supersedes, scope } = statement;
    const assessment: Assessment = {
      project: statement.project.id, id: statement.assessment, from, to, note, statement, ...(supersedes === null ? {} : { supersedes }), ...(scope === undefined ? {} : { scope }),
    };
    const saved = await this.parts.registry.saveAssessment(assessment, { who });
    if (!saved.ok) throw new Failure('assessment-not-saved', saved.reason.en, true, { zh: saved.reason.zh, en: saved.reason.en });
    // What the registry said: a later difference can then be told its cause. Without it, the first check is one of its own.
    await this.parts.registry.saveAssessmentCheck(currentCheck(assessment, factsDigests(facts)), { who }).catch(() => undefined);
    return assessment;
  }
}

/** Its digest is that of `data/report.json` in its bundle. */
function contentsOf(assessment: Assessment): Superseded {
  return supersededOf(assessment.statement as Statement, statementDigest(assessment));
}
