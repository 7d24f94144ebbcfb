import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IngestPath } from '@yanshou/ingest';
import { systemClock } from '@yanshou/telemetry';
import type { PublishRates } from '../runtime/publish-rates.js';
import { WriteDoor } from './write-door.js';
import { WriteRates } from './write-rates.js';

export const WRITE_PATH = '/api/v2/write';

/** What a Nest application and a bare Express one have in common. */
interface Mountable {
  use(path: string, handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void): unknown;
}

/**
 * Opens `POST /api/v2/write`. To be called before the application is initialised: a body must reach the door as a stream,
 * before any parser that would hold all of it, whatever content type the client names; and devices have credentials of
 * their own, which the guard of the other routes does not know.
 */
export function mountLineProtocol(app: Mountable, parts: { readonly ingest: IngestPath; readonly rates: PublishRates; readonly onError: (error: unknown) => void }): void {
  const { ingest, rates, onError } = parts;
  const door = new WriteDoor({ ingest, rates: new WriteRates((identity) => rates.of(identity), () => systemClock.monotonicMillis()), onError });
  app.use(WRITE_PATH, (request, response, next) => {
    if (request.url?.split('?', 1)[0] === '/') void door.handle(request, response);
    else next();
  });
}
