import { hash } from 'node:crypto';
import type { RawMessage } from '@yanshou/journal';

/** A QoS 2 packet id between its PUBLISH and its PUBREL. */
export interface OpenPacket {
  /** Undefined while it is only known from the journal, which does not name sessions. */
  session: string | undefined;
  readonly packetId: number;
  readonly digest: string;
  /** Sequence of its record; 0 until it is durable. */
  sequence: number;
  /** The sender has released it, perhaps before it became durable. */
  isReleased: boolean;
}

/** Open packets of one principal beyond which the oldest are forgotten: a sender that never releases costs no more. */
const MAX_OPEN = 4_096;

/**
 * Which QoS 2 packets are open. A packet counts as a copy of another when session, packet id and content agree: a
 * client that begins anew with the same ids and other content is not mistaken for one that sends again, so nothing is
 * acknowledged that the journal does not hold.
 */
export class OpenPackets {
  private readonly principals = new Map<string, Map<string, OpenPacket>>();

  /** The packet that `message` is a copy of; one restored from the journal belongs to `session` from now on. */
  find(message: RawMessage, session: string): OpenPacket | undefined {
    const own = this.principals.get(message.principal);
    if (own === undefined) return undefined;
    const digest = digestOf(message);
    const known = own.get(sessionKey(message.packetId, session));
    if (known?.digest === digest) return known;
    const restored = own.get(restoredKey(message.packetId, digest));
    if (restored === undefined) return undefined;
    own.delete(keyOf(restored));
    restored.session = session;
    own.set(keyOf(restored), restored);
    return restored;
  }

  /** Opens the id anew, in place of what it stood for before in this session. */
  open(message: RawMessage, session: string | undefined, sequence = 0): OpenPacket {
    const own = this.principals.get(message.principal) ?? new Map<string, OpenPacket>();
    this.principals.set(message.principal, own);
    const packet: OpenPacket = { session, packetId: message.packetId, digest: digestOf(message), sequence, isReleased: false };
    own.delete(keyOf(packet));
    own.set(keyOf(packet), packet);
    if (own.size > MAX_OPEN) own.delete(own.keys().next().value as string);
    return packet;
  }

  /** The packet that a release of `packetId` in `session` means. */
  ofRelease(principal: string, packetId: number, session: string): OpenPacket | undefined {
    const own = this.principals.get(principal);
    const known = own?.get(sessionKey(packetId, session));
    if (own === undefined || known !== undefined) return known;
    for (const packet of own.values()) if (packet.session === undefined && packet.packetId === packetId) return packet;
    return undefined;
  }

  /** Forgets the packet unless its id has been opened anew since. */
  forget(principal: string, packet: OpenPacket): void {
    const own = this.principals.get(principal);
    const key = keyOf(packet);
    if (own?.get(key) !== packet) return;
    own.delete(key);
    if (own.size === 0) this.principals.delete(principal);
  }

  /** Forgets every packet of one session. */
  forgetSession(principal: string, session: string): void {
    for (const packet of this.principals.get(principal)?.values() ?? []) if (packet.session === session) this.forget(principal, packet);
  }

  /** Open packets of all principals. */
  count(): number {
    let count = 0;
    for (const own of this.principals.values()) count += own.size;
    return count;
  }
}

const sessionKey = (packetId: number, session: string): string => `${String(packetId)}/${session}`;
const restoredKey = (packetId: number, digest: string): string => `${String(packetId)}?${digest}`;
const keyOf = ({ packetId, session, digest }: OpenPacket): string =>
  session === undefined ? restoredKey(packetId, digest) : sessionKey(packetId, session);

const digestOf = (message: RawMessage): string => hash('sha256', message.topic, 'base64') + hash('sha256', message.payload, 'base64');
