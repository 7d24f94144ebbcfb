import type { JournalReader } from '@yanshou/journal';
import { Pause, Reprojection } from '@yanshou/projection';
import type { InventoryBook, RestorableStore } from '@yanshou/projection';
import type { Reprojection as Request, SharedBook, TelemetryStore } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { Periodic } from '../runtime/periodic.js';

const LOOK_MILLIS = 2_000;

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
    this.look = new Periodic(LOOK_MILLIS, () => this.serveAll(), (error) => parts.onAlarm(error as Failure, 1));
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
    try {
      await book.answerReprojection(request.id, { kind: 'done', ...(await reprojection.run()) });
    } catch (error) {
      if (error instanceof Failure && error.retryable) return;
      await book.answerReprojection(request.id, { kind: 'failed', why: error instanceof Failure ? `${error.help.zh} / ${error.help.en}` : String(error) });
    }
  }
}

const canRestore = (store: TelemetryStore): store is TelemetryStore & RestorableStore => store.restore !== undefined;
