import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { remoteBook } from '@yanshou/registry';
import type { SharedBook, TelemetryStore } from '@yanshou/store';
import type { InfluxSettings } from '@yanshou/store-influx';
import type { Failure } from '@yanshou/telemetry';

/** Where the telemetry thread keeps readings: a file of its own, or a server with a book in the registry's database. */
export type StorePlace =
  | { readonly kind: 'duckdb'; readonly directory: string; readonly temporaryDirectory: string }
  | { readonly kind: 'influxdb'; readonly settings: InfluxSettings; readonly bookPort: MessagePort };

export interface OpenStore {
  readonly store: TelemetryStore;
  /** Where the store keeps one. */
  readonly book?: SharedBook;
}

/** Opens the store, loading none but the one it is. Errors are those of the store; a server that is away is told by `onWarning`. */
export async function openStore(place: StorePlace, onWarning: (failure: Failure) => void): Promise<OpenStore> {
  if (place.kind === 'duckdb') {
    const { openDuckDbStore } = await import('@yanshou/store-duckdb');
    return { store: await openDuckDbStore({ file: join(place.directory, 'telemetry.duckdb'), temporaryDirectory: place.temporaryDirectory }) };
  }
  const { checkBookMarks, openInfluxStore } = await import('@yanshou/store-influx');
  const { bookPort, settings } = place;
  const book = remoteBook(bookPort);
  const identity = await book.identity();
  await checkBookMarks(settings, [identity]);
  return { book, store: await openInfluxStore({ settings, book, identity, onWarning }) };
}
