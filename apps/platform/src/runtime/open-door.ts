import type { IncomingMessage, ServerResponse } from 'node:http';
import { DOORS } from '@yanshou/api-schema';
import type { DoorId } from '@yanshou/api-schema';

/** What a Nest application and a bare Express one have in common. */
export interface Mountable {
  use(path: string, handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void): unknown;
}

/** Opens a door at its documented path and at none below it. To be called before the application is initialised: `handle` has the body as a stream. */
export function openDoor(app: Mountable, id: DoorId, handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void {
  app.use(DOORS[id].path, (request, response, next) => {
    if (request.url?.split('?', 1)[0] === '/') void handle(request, response);
    else next();
  });
}
