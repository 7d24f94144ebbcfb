import { PartitionHeads, connectJetStream, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import { remoteBook } from '@yanshou/registry';
import type { SharedBook } from '@yanshou/store';
import { systemClock } from '@yanshou/telemetry';
import { CrewProjection } from './crew-projection.js';
import { NoProjection } from './no-projection.js';
import type { OpenTelemetry, OpenTelemetryOptions } from './open-own-telemetry.js';
import type { Projection } from './projection.js';
import { askForReplay } from './replay-desk.js';
import { reprojectionsOf } from './reprojections.js';
import { SharedGate } from './shared-gate.js';
import { SharedProgress, ToldHeads } from './shared-progress.js';
import { SharedView } from './shared-view.js';
import type { SharedTelemetry } from './telemetry-layout.js';

/** Gets ready to read what several processes store, and to project a share of it where that falls to this one. */
export async function openSharedTelemetry(layout: SharedTelemetry, options: OpenTelemetryOptions): Promise<OpenTelemetry> {
  const { settings, bookPorts, nats } = layout;
  const books = bookPorts.map((port) => remoteBook(port));
  const { InfluxView, checkBookMarks } = await import('@yanshou/store-influx');
  if (layout.projector !== undefined) await checkBookMarks(settings, await Promise.all(books.map((book) => book.identity())));
  const connection = nats && (await connectJetStream(nats, 'yanshou telemetry'));
  const ofProject = connection === undefined ? (): number => 0 : partitionOf;
  const store = new SharedView(books.map((book) => new InfluxView({ settings, book })), ofProject);
  const ask = (project: string) => askForReplay(books[ofProject(project)] as SharedBook, project);
  const projection = projectionOf(layout, { connection, books, ask, ...options });
  const heads = connection === undefined ? new ToldHeads(books, systemClock) : new PartitionHeads({ connection });
  const close = async (): Promise<void> => {
    await store.close();
    await connection?.close();
  };
  return { store, gate: new SharedGate(books, ofProject), projection, progress: new SharedProgress(books, heads, ofProject), reprojections: reprojectionsOf(books, ofProject, settings), reportHead: () => Promise.resolve(), close };
}

interface ProjectionNeeds extends OpenTelemetryOptions {
  readonly connection: JetStreamConnection | undefined;
  readonly books: readonly SharedBook[];
  readonly ask: ConstructorParameters<typeof NoProjection>[0];
}

function projectionOf({ projector, settings }: SharedTelemetry, { connection, books, ask, inventories, watch, tap, onAlarm }: ProjectionNeeds): Projection {
  if (projector === undefined || connection === undefined) return new NoProjection(ask);
  return new CrewProjection({ ...projector, settings, connection, books, ask, inventories, watch, tap, onAlarm });
}
