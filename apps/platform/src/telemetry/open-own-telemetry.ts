import { openSegmentReader } from '@yanshou/journal-segments';
import { Projector } from '@yanshou/projection';
import type { InventoryBook, ProjectorOptions } from '@yanshou/projection';
import { systemClock } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import { TappedJournal } from '../live/commit-tap.js';
import type { CommitTap } from '../live/commit-tap.js';
import { CommitGate } from './commit-gate.js';
import type { CommitWatch } from './commit-watch.js';
import { openStore } from './open-store.js';
import { OwnProjection } from './own-projection.js';
import { ReplayDesk } from './replay-desk.js';
import { ReprojectionDesk } from './reprojection-desk.js';
import { reprojectionsOf } from './reprojections.js';
import type { OwnTelemetry } from './telemetry-layout.js';
import type { TelemetryParts } from './telemetry-service.js';
import type { Progress } from './shared-progress.js';

export interface OpenTelemetryOptions {
  readonly inventories: InventoryBook;
  /** Looks on while batches are committed. */
  readonly watch: CommitWatch;
  /** Overhears them for those who follow a project. */
  readonly tap: CommitTap;
  readonly onAlarm: (failure: Failure, attempt: number) => void;
}

export type OpenTelemetry = Omit<TelemetryParts, 'end' | 'inventories' | 'watch' | 'tap'>;

/** Opens the store and this process's own journal, and gets ready to project the one into the other. */
export async function openOwnTelemetry(layout: OwnTelemetry, { inventories, watch, tap, onAlarm }: OpenTelemetryOptions): Promise<OpenTelemetry> {
  const { store, book } = await openStore(layout.store, (failure) => onAlarm(failure, 1));
  const reader = await openSegmentReader(layout.journalDirectory);
  const gate = new CommitGate(watch.measured(store));
  const tapped = new TappedJournal(tap, reader.journal, () => true);
  const onCommit: ProjectorOptions['onCommit'] = (batch, notes) => {
    watch.committed(batch);
    tapped.committed(batch, notes);
  };
  const projector = new Projector({ reader, store: gate.projectorStore(), inventories, clock: systemClock, onAlarm, onCommit, journalNextSequence: layout.journalNextSequence });
  await projector.start();
  tapped.begin(projector.status().nextSequence);
  const shared = layout.shared ? book : undefined;
  const desk = shared && new ReplayDesk(shared, (project) => projector.replayQuarantine(project), (error) => onAlarm(error as Failure, 1));
  const lostHours = book && new ReprojectionDesk({ book, store, inventories, openReader: () => openSegmentReader(layout.journalDirectory), onAlarm });
  const close = async (): Promise<void> => {
    await Promise.all([desk?.stop(), lostHours?.stop()]);
    await reader.close();
    await store.close();
  };
  const reportHead: OpenTelemetry['reportHead'] = async (next, messagesUntil) => shared?.reportHead(next, messagesUntil);
  const reprojections = book && layout.store.kind === 'influxdb' ? reprojectionsOf([book], () => 0, layout.store.settings) : undefined;
  return { store, gate, projection: new OwnProjection(projector, store), progress: ASKED_OF_THE_JOURNAL, reprojections, reportHead, close };
}

/** The journal is in this process: the thread that appends to it knows more than this one. */
const ASKED_OF_THE_JOURNAL: Progress = {
  pending: () => Promise.reject(new Error('ask the journal of this process')),
  knownUntil: () => Promise.reject(new Error('ask the journal of this process')),
  settled: () => Promise.reject(new Error('ask the journal of this process')),
  unsettled: () => Promise.reject(new Error('ask the journal of this process')),
};
