import type { MessagePort } from 'node:worker_threads';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import type { InfluxSettings } from '@yanshou/store-influx';
import type { StorePlace } from './open-store.js';

/** This process has the journal and projects it into a store that nobody else writes. */
export interface OwnTelemetry {
  readonly kind: 'own';
  readonly journalDirectory: string;
  readonly store: StorePlace;
  /** What the journal will number next: a store that is ahead of it belongs to another, later copy. */
  readonly journalNextSequence: number;
  /** Other processes read the same store, and ask. */
  readonly shared: boolean;
}

/** Several processes share a store: a book for each partition of the journal, or one where it is not split. */
export interface SharedTelemetry {
  readonly kind: 'shared';
  readonly settings: InfluxSettings;
  readonly bookPorts: readonly MessagePort[];
  /** Where the journal is split; else the process that has it tells its head by the book. */
  readonly nats?: NatsAddress;
  /** Only where this process projects: a name that no other process has, and a port to the leases. */
  readonly projector?: { readonly holder: string; readonly registryPort: MessagePort };
}

export type TelemetryLayout = OwnTelemetry | SharedTelemetry;

/** Ports that go to the telemetry thread with the layout. */
export function portsOf(layout: TelemetryLayout): readonly MessagePort[] {
  if (layout.kind === 'own') return layout.store.kind === 'influxdb' ? [layout.store.bookPort] : [];
  return [...layout.bookPorts, ...(layout.projector === undefined ? [] : [layout.projector.registryPort])];
}
