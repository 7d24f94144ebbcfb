import type { IncomingMessage, ServerResponse } from 'node:http';
import { BrokerDoor } from './broker-door.js';
import type { BrokerDoorParts } from './broker-door.js';

export const BROKER_PATH = '/broker';
const QUESTIONS: readonly string[] = ['authenticate', 'authorize'];

/** What a Nest application and a bare Express one have in common. */
interface Mountable {
  use(path: string, handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void): unknown;
}

/** Opens `POST /broker/authenticate` and `/broker/authorize`. Outside the API: who asks is a broker and no user. */
export function mountBrokerDoor(app: Mountable, parts: BrokerDoorParts): void {
  const door = new BrokerDoor(parts);
  app.use(BROKER_PATH, (request, response, next) => {
    const what = request.url?.split('?', 1)[0]?.slice(1) ?? '';
    if (QUESTIONS.includes(what)) void door.handle(what, request, response);
    else next();
  });
}
