import { readFile } from 'node:fs/promises';
import type { Outlook, Portfolio } from '@yanshou/api-schema';
import { canonicalJson } from '@yanshou/evidence';
import { functionsContract } from '@yanshou/kpi';
import type { ExplainedRow, IndicatorRow } from '@yanshou/kpi';
import type { ReplayOutcome } from '@yanshou/projection';
import type { Programme } from '@yanshou/registry';
import { MICROS_PER_HOUR, fail, ok, systemClock } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import type { AlarmState } from './alarms/alarm-board.js';
import type { ApiBackend, AssessmentRequest, PublicKey, ReportFormat } from './api/api-backend.js';
import { bundleFiles } from './assessment/bundle-files.js';
import { readSigningKey } from './assessment/signing-key-file.js';
import type { Period } from './assessment/check-period.js';
import { contractAt } from './indicators/contract-at.js';
import { checkSpan } from './indicators/explained-span.js';
import { ProjectTurns } from './indicators/project-turns.js';
import { MOST_QUESTIONS, busyFailure, busyRefusal } from './indicators/turns-refused.js';
import { explainedFacts } from './indicators/window-facts.js';
import type { LiveHub } from './live/live-hub.js';
import type { StreamTally } from './live/stream-tally.js';
import { OpinionService } from './opinions/opinion-service.js';
import type { PlatformParts, StoredTelemetry } from './platform-parts.js';
import type { PlatformServices } from './platform-services.js';
import { outlookOf } from './portfolio/outlook.js';
import { portfolioOf } from './portfolio/portfolio.js';

export interface BackendSeams {
  synchronise(): Promise<void>;
  replayQuarantine(project: string): Promise<ReplayOutcome>;
  alarms(): readonly AlarmState[];
  readonly publicUrl: string | undefined;
  readonly live: LiveHub;
  readonly streams: StreamTally;
}

/** The running platform as the HTTP API sees it. */
export class PlatformBackend implements ApiBackend {
  readonly registry;
  readonly telemetry;
  readonly clock = systemClock;
  readonly directories;
  readonly publicUrl;
  readonly live: LiveHub;
  readonly streams: StreamTally;
  private readonly opinions: OpinionService;
  private readonly progress: StoredTelemetry['progress'];
  private readonly explaining = new ProjectTurns<ExplainedRow | undefined>(MOST_QUESTIONS);
  private readonly evaluating = new ProjectTurns<readonly IndicatorRow[]>(MOST_QUESTIONS);

  constructor(private readonly parts: PlatformParts, { worker: { client }, progress }: StoredTelemetry, private readonly services: PlatformServices, private readonly seams: BackendSeams) {
    this.registry = parts.registry;
    this.opinions = new OpinionService({ registry: parts.registry, clock: systemClock, signingKey: () => readSigningKey(parts.data.signingKey) });
    this.telemetry = client;
    this.progress = progress;
    this.publicUrl = seams.publicUrl;
    [this.live, this.streams] = [seams.live, seams.streams];
    this.directories = { temporary: parts.data.temporary, evidence: parts.data.evidence };
  }

  synchronise(): Promise<void> {
    return this.seams.synchronise();
  }

  knownUntil(project: string): Promise<Micros | undefined> {
    return this.progress.knownUntil(project);
  }

  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.seams.replayQuarantine(project);
  }

  alarms(): readonly AlarmState[] {
    return this.seams.alarms();
  }

  async indicators(project: string, at?: Micros, year?: number): Promise<readonly IndicatorRow[]> {
    if (at === undefined) return (await this.services.board.get(project)).rows;
    // Judged to the whole hour; what the registry holds is part of the question.
    const question = [Math.floor(at / MICROS_PER_HOUR), ...(year === undefined ? [] : ['year', year])].join('/');
    return this.evaluated(project, question, (contract) => contractAt(contract, at), year);
  }

  async functions(project: string, programme: string): Promise<readonly IndicatorRow[]> {
    const [contract, now] = [await this.registry.contract(project), this.clock.now()];
    if (contract === undefined || functionsContract(programme, contract) === undefined) return [];
    return this.evaluated(project, `functions/${Math.floor(now / MICROS_PER_HOUR)}`, (judged) => contractAt(functionsContract(programme, judged) ?? judged, now));
  }

  private async evaluated(project: string, question: string, judged: (contract: ProjectContract) => ProjectContract, year?: number): Promise<readonly IndicatorRow[]> {
    const rows = await this.evaluating.take(project, `${await this.registry.revision()}/${question}`, () => this.services.evaluator.evaluate(project, judged, year));
    if (rows.ok) return rows.value;
    throw busyFailure(rows.reason);
  }

  async explain(project: string, indicator: string, span?: Period): ReturnType<ApiBackend['explain']> {
    const [revision, contract] = await Promise.all([this.registry.revision(), this.registry.contract(project)]);
    if (contract === undefined) return ok(undefined);
    const checked = span === undefined ? undefined : checkSpan(span, contract.window, this.clock.now());
    if (checked?.ok === false) return checked;
    const question = [revision, indicator, checked?.value.from, checked?.value.to].join('/');
    const explained = await this.explaining.take(project, question, () =>
      this.services.evaluator.explain(project, indicator, (facts) => (checked === undefined ? { ...facts, contract: contractAt(facts.contract, this.clock.now()) } : explainedFacts(facts, checked.value))));
    return explained.ok ? explained : fail(busyRefusal(explained.reason));
  }

  async portfolio(programme: string, reader: { readonly mayDecide: boolean; readonly countedAt?: Micros }): Promise<Portfolio> {
    const [programmes, records, designations] = await Promise.all([this.registry.programmes(), this.registry.projects(), this.registry.designations()]);
    const own = records.filter((record) => record.programme === programme);
    const entries = await this.services.board.getAll(own.map(({ id }) => id));
    const standings = own.flatMap((project, index) => {
      const entry = entries[index];
      return entry === undefined ? [] : [{ project, ...entry }];
    });
    return portfolioOf(programmes.find(({ id }) => id === programme) as Programme, standings, designations, { now: this.clock.now(), ...reader });
  }

  async outlook(project: string, mayDecide: boolean): Promise<Outlook> {
    return outlookOf(await this.services.board.get(project), { now: this.clock.now(), mayDecide });
  }

  createAssessment(project: string, request: AssessmentRequest): ReturnType<ApiBackend['createAssessment']> {
    return this.services.meter.run('assessment', () => this.services.assessments.create(project, request));
  }

  giveOpinion(...args: Parameters<ApiBackend['giveOpinion']>): ReturnType<ApiBackend['giveOpinion']> {
    return this.opinions.give(...args);
  }

  bundleFile(project: string, assessment: string): ReturnType<ApiBackend['bundleFile']> {
    return this.services.assessments.bundleFile(project, assessment);
  }

  async report(project: string, assessment: string, format: ReportFormat, language: 'zh' | 'en'): Promise<string | Uint8Array | undefined> {
    if (format === 'pdf' || format === 'xlsx') return this.services.printer.print(project, assessment, format, language);
    if (format === 'html') return readIfThere(bundleFiles(this.parts.data.bundles, project, assessment)[language]);
    const found = await this.registry.assessment(project, assessment);
    return found === undefined ? undefined : canonicalJson(found.statement);
  }

  async publicKey(): Promise<PublicKey> {
    const { publicJwk, keyId } = await readSigningKey(this.parts.data.signingKey);
    return { jwk: publicJwk, fingerprint: keyId };
  }
}

const readIfThere = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
