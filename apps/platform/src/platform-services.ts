import type { FigureWriter } from '@yanshou/store-influx';
import { systemClock } from '@yanshou/telemetry';
import { AssessmentCheckJob } from './assessment/assessment-check.job.js';
import { AssessmentService } from './assessment/assessment-service.js';
import { ReportPrinter } from './assessment/report-printer.js';
import { DashboardFigures } from './dashboards/dashboard-figures.js';
import type { ReaderDuty } from './influx-readers/reader-duty.js';
import { IndicatorBoard } from './indicators/indicator-board.js';
import { IndicatorEvaluator } from './indicators/indicator-evaluator.js';
import type { JobMeter } from './jobs/job-meter.js';
import { PlatformJobs } from './jobs/platform-jobs.js';
import { ackPromise } from './health/ack-promise.js';
import type { PlatformConfig } from './config/config.js';
import type { PlatformParts, StoredTelemetry } from './platform-parts.js';

/** What is computed from registry and store: indicators now and by day, and assessments. */
export interface PlatformServices {
  readonly evaluator: IndicatorEvaluator;
  readonly board: IndicatorBoard;
  readonly jobs: PlatformJobs;
  readonly assessments: AssessmentService;
  readonly printer: ReportPrinter;
  readonly meter: JobMeter;
}

export interface ServiceSeams {
  readonly config: PlatformConfig;
  readonly stored: StoredTelemetry;
  readonly onError: (what: string, error: unknown) => void;
  readonly meter: JobMeter;
  /** Where dashboards are fed; nothing is written without it. */
  readonly figureWriter?: FigureWriter;
  /** Where read-only accounts of InfluxDB are asked for. */
  readonly readers?: ReaderDuty;
}

export function platformServices({ registry, data }: PlatformParts, { config, stored, onError, meter, figureWriter, readers }: ServiceSeams): PlatformServices {
  const clock = systemClock;
  const { worker: { client: telemetry }, progress } = stored;
  const evaluator = new IndicatorEvaluator({ registry, telemetry, pending: (project) => progress.pending(project), knownUntil: (project) => progress.knownUntil(project), clock });
  const board = new IndicatorBoard((project) => evaluator.snapshot(project), clock);
  const figures = figureWriter && new DashboardFigures({
    registry, board, charted: (project, span) => evaluator.charted(project, span), clock, writer: figureWriter,
    ledger: (project, from, to) => telemetry.ledger(project, from, to), totals: (project) => telemetry.totals(project),
  });
  const jobs = new PlatformJobs({ registry, telemetry, board, clock, evaluate: (project, span) => evaluator.window(project, span), isEndOpen: (project, span) => evaluator.isEndOpen(project, span), progress, onError, meter, checks: new AssessmentCheckJob({ registry, evaluator, clock }), ...(figures && { figures }), ...(readers && { readers }) });
  return { evaluator, board, jobs, meter, printer: new ReportPrinter({ registry, signingKey: data.signingKey }), assessments: new AssessmentService({ registry, telemetry, clock, data, promise: ackPromise(config), progress }) };
}
