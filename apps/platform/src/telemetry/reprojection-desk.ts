import type { JournalReader } from '@yanshou/journal';
import { Pause, Reprojection, retrying } from '@yanshou/projection';
import type { InventoryBook, RestorableStore } from '@yanshou/projection';
import type { Reprojection as Request, ReprojectionAnswer, SharedBook, TelemetryStore } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { Periodic } from '../runtime/periodic.js';

const LOOK_MILLIS = 2_000;
const RETRY = { firstMillis: 100, longestMillis: 10_000 } as const;

export interface ReprojectionDeskParts {
  readonly book: SharedBook;
  /** The one that the projector writes to; one that cannot lose readings apart from what counts them is asked for nothing. */
  readonly store: TelemetryStore;
  readonly inventories: InventoryBook;
  readonly openReader: () => Promise<JournalReader>;
  readonly onAlarm: (failure: Failure, attempt: number) => void;
}

/** Writes lost hours again for whoever asks the process that projects a book: one request after the other. */
export class ReprojectionDesk {
  private readonly look: Periodic;
  private readonly pause = new Pause();

  constructor(private readonly parts: ReprojectionDeskParts) {
    this.look = new Periodic(LOOK_MILLIS, () => this.serveAll(), (error) => parts.onAlarm(failureOf(error), 1));
  }

  /** What is under way stays open: the process that projects the book next goes on with it. */
  async stop(): Promise<void> {
    this.pause.end();
    await this.look.stop();
  }

  private async serveAll(): Promise<void> {
    const { store } = this.parts;
    if (!canRestore(store)) return;
    for (const request of await this.parts.book.openReprojections()) if (!this.pause.isEnded) await this.serve(request, store);
  }

  private async serve(request: Request, store: RestorableStore): Promise<void> {
    const { book, inventories, openReader, onAlarm } = this.parts;
    const reprojection = new Reprojection({ store, inventories, openReader, onAlarm, pause: this.pause, tell: (progress) => book.tellReprojection(request.id, progress) }, request);
    const answer = await reprojection.run().then((outcome) => ({ kind: 'done', ...outcome }) as const, (error: unknown) => this.wentWrong(failureOf(error)));
    // What is done is not to be done again because the book was away when it should have heard of it.
    if (answer !== undefined) await retrying(() => book.answerReprojection(request.id, answer), { ...RETRY, pause: this.pause, alarm: onAlarm });
  }

  /** Nothing to answer where it is begun again: after a stop, or at the next look. */
  private wentWrong(failure: Failure): ReprojectionAnswer | undefined {
    if (failure.code === 'projection-not-running') return undefined;
    this.parts.onAlarm(failure, 1);
    return failure.retryable ? undefined : { kind: 'failed', why: `${failure.help.zh} / ${failure.help.en}` };
  }
}

/** What is no Failure is a defect: its text says nothing to who asked. */
const failureOf = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('reprojection-defect', String(error), false, {
    zh: '补写因程序缺陷中断：请查看 project 角色进程的日志，并将其中的错误报告给开发者；已补写的读数保留，可再次请求。',
    en: 'Writing readings again was broken off by a defect: see the log of the process with the role project, and report the error there to the developers. What was written again stays; it can be asked for again.',
  }, { cause: error });

const canRestore = (store: TelemetryStore): store is TelemetryStore & RestorableStore => store.restore !== undefined;
