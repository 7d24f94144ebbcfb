import { openDoor } from '../runtime/open-door.js';
import type { Mountable } from '../runtime/open-door.js';
import { BrokerDoor } from './broker-door.js';
import type { BrokerDoorParts } from './broker-door.js';

/** Opens `POST /broker/authenticate` and `/broker/authorize`. Outside the API: who asks is a broker and no user. */
export function mountBrokerDoor(app: Mountable, parts: BrokerDoorParts): void {
  const door = new BrokerDoor(parts);
  openDoor(app, 'authenticateClient', (request, response) => door.handle('authenticate', request, response));
  openDoor(app, 'authorizeClient', (request, response) => door.handle('authorize', request, response));
}
