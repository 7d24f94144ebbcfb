import type { Aedes } from 'aedes';

interface SessionRef {
  readonly id: string;
}
interface PacketRef {
  readonly messageId?: number;
}

interface IncomingStore {
  incomingStorePacket(session: SessionRef, packet: PacketRef): Promise<void>;
  incomingGetPacket(session: SessionRef, packet: PacketRef): Promise<PacketRef>;
  incomingDelPacket(session: SessionRef, packet: PacketRef): Promise<void>;
  cleanIncoming(session: SessionRef): Promise<void>;
}

/**
 * The QoS 2 packet ids of each session between PUBREC and PUBREL. aedes would keep the whole packets, and its limit
 * begins anew with every connection of a kept session. Ids are enough: what a copy is, the handler decides.
 */
export class IncomingIds {
  private readonly sessions = new Map<string, Set<number>>();

  constructor(private readonly maxPerSession: number) {}

  /** Takes the place of the broker's own store. */
  attach(broker: Aedes): void {
    const { persistence } = broker as Aedes & { persistence: IncomingStore };
    persistence.incomingStorePacket = (session, packet) => Promise.resolve(this.open(session.id, packet.messageId ?? 0));
    persistence.incomingGetPacket = (session, packet) => answer(this.isOpen(session.id, packet.messageId ?? 0), packet);
    persistence.incomingDelPacket = async (session, packet) => {
      await answer(this.release(session.id, packet.messageId ?? 0), packet);
    };
    persistence.cleanIncoming = (session) => Promise.resolve(void this.sessions.delete(session.id));
  }

  /** Whether `packetId` would be one too many. What is on its way between here and PUBREC is bounded by the window. */
  isFull(session: string, packetId: number): boolean {
    const own = this.sessions.get(session);
    return own !== undefined && own.size >= this.maxPerSession && !own.has(packetId);
  }

  private open(session: string, packetId: number): void {
    const own = this.sessions.get(session);
    if (own === undefined) this.sessions.set(session, new Set([packetId]));
    else own.add(packetId);
  }

  private isOpen(session: string, packetId: number): boolean {
    return this.sessions.get(session)?.has(packetId) === true;
  }

  private release(session: string, packetId: number): boolean {
    const own = this.sessions.get(session);
    const wasOpen = own?.delete(packetId) === true;
    if (own?.size === 0) this.sessions.delete(session);
    return wasOpen;
  }
}

/** aedes wants an unknown packet to be an error. */
const answer = (isKnown: boolean, packet: PacketRef): Promise<PacketRef> =>
  isKnown ? Promise.resolve(packet) : Promise.reject(new Error('no such packet'));
