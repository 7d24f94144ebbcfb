import type { IngestPath } from '@yanshou/ingest';
import { systemClock } from '@yanshou/telemetry';
import { openDoor } from '../runtime/open-door.js';
import type { Mountable } from '../runtime/open-door.js';
import type { PublishRates } from '../runtime/publish-rates.js';
import { WriteDoor } from './write-door.js';
import { WriteRates } from './write-rates.js';

/**
 * Opens `POST /api/v2/write`. To be called before the application is initialised: a body must reach the door as a stream,
 * before any parser that would hold all of it, whatever content type the client names; and devices have credentials of
 * their own, which the guard of the other routes does not know.
 */
export function mountLineProtocol(app: Mountable, parts: { readonly ingest: IngestPath; readonly rates: PublishRates; readonly onError: (error: unknown) => void }): void {
  const { ingest, rates, onError } = parts;
  const door = new WriteDoor({ ingest, rates: new WriteRates((identity) => rates.of(identity), () => systemClock.monotonicMillis()), onError });
  openDoor(app, 'writeLines', (request, response) => door.handle(request, response));
}
