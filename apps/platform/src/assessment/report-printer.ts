import { createHash } from 'node:crypto';
import { canonicalJson } from '@yanshou/evidence';
import type { PrintContext } from '@yanshou/report-renderers';
import type { Registry } from '@yanshou/registry';
import type { Statement } from '@yanshou/reports';
import { Failure } from '@yanshou/telemetry';
import { ProjectTurns } from '../indicators/project-turns.js';
import { MOST_QUESTIONS, busyFailure } from '../indicators/turns-refused.js';
import { IdleThread } from '../runtime/idle-thread.js';
import type { PrintFormat, PrintJob, PrintThread } from './print-job.js';
import { readSigningKey } from './signing-key-file.js';

/** A report of thousands of devices needs a fraction of either. */
const MOST_HEAP_MEGABYTES = 768;

/** By what it prints, and how long it may take. */
export interface PrinterMeans {
  readonly script: URL;
  readonly longestMillis: number;
}
const USUAL: PrinterMeans = { script: new URL('./print.worker.js', import.meta.url), longestMillis: 120_000 };

export interface PrinterParts {
  readonly registry: Pick<Registry, 'assessment' | 'assessmentHeads'>;
  /** File of the signing key. */
  readonly signingKey: string;
}

/** Prints issued statements when somebody asks: they are fixed, and the same statement is the same file. */
export class ReportPrinter {
  private readonly thread: IdleThread<PrintThread>;
  private readonly turns = new ProjectTurns<Uint8Array>(MOST_QUESTIONS);
  /** One at a time: each takes a processor for a second or so. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: PrinterParts, private readonly means = USUAL) {
    this.thread = new IdleThread(means.script, { maxOldGenerationSizeMb: MOST_HEAP_MEGABYTES });
  }

  /**
   * The report of an assessment; undefined when there is none. Callers who ask for the same one share it. Rejects with a
   * Failure: `too-many-questions`, `busy` (retryable) while too many wait, `report-not-printed` (retryable), `thread-closed` (retryable).
   */
  async print(project: string, assessment: string, format: PrintFormat, language: 'zh' | 'en'): Promise<Uint8Array | undefined> {
    const [found, heads] = await Promise.all([this.parts.registry.assessment(project, assessment), this.parts.registry.assessmentHeads(project)]);
    if (found === undefined) return undefined;
    const supersededBy = heads.find(({ supersedes }) => supersedes === assessment)?.id ?? null;
    const question = [assessment, format, language, supersededBy].join('/');
    const printed = await this.turns.take(project, question, async () => {
      const statement = found.statement as Statement;
      return this.inTurn({ format, statement, context: await this.context(statement, language, supersededBy) });
    });
    if (printed.ok) return printed.value;
    throw busyFailure(printed.reason);
  }

  /** Ends the thread; what is being printed is given up, and so is what waits. Idempotent. */
  close(): Promise<void> {
    return this.thread.close();
  }

  /** The digest is that of `data/report.json` in the bundle. */
  private async context(statement: Statement, language: 'zh' | 'en', supersededBy: string | null): Promise<PrintContext> {
    const { keyId } = await readSigningKey(this.parts.signingKey);
    return { language, supersededBy, fingerprint: keyId, statementDigest: `sha256:${createHash('sha256').update(canonicalJson(statement)).digest('hex')}` };
  }

  private inTurn(job: PrintJob): Promise<Uint8Array> {
    const printed = this.last.then(() => this.printed(job));
    this.last = printed.catch(() => undefined);
    return printed;
  }

  private async printed(job: PrintJob): Promise<Uint8Array> {
    const timer = setTimeout(() => void this.thread.stop(), this.means.longestMillis);
    try {
      return await this.thread.run((thread) => thread.print(job));
    } catch (error) {
      throw error instanceof Failure ? error : notPrinted(error as Error);
    } finally {
      clearTimeout(timer);
    }
  }
}

const notPrinted = ({ message }: Error): Failure => new Failure('report-not-printed', message, true, {
  zh: `报告未能排版（${message}），请稍后重试；report.html 与报告包不受影响`,
  en: `the report could not be set (${message}): try again later; report.html and the bundle are not affected`,
});
