import type { Packet } from 'mqtt-packet';
import { telemetryTopic } from '@yanshou/access';
import { RawClient } from './raw-client.js';
import { until } from './until.js';

export interface SenderOptions {
  readonly project: string;
  readonly device: string;
  readonly secret: string;
  readonly qos: 1 | 2;
  /** Time of the first reading, milliseconds; each further one is a millisecond later. */
  readonly firstMillis: number;
  /** Messages sent and not acknowledged at a time. */
  readonly window?: number;
  /** Rest after each acknowledgement; for what acknowledges faster than a test wants to count. Default none. */
  readonly restMillis?: number;
}

interface InFlight {
  readonly millis: number;
  /** PUBREC has come: from then on only PUBREL is repeated. */
  accepted: boolean;
}

const LAST_PACKET_ID = 65_535;

/** A device with a memory: it sends without a pause, and after a break again what nobody acknowledged, as the same messages. */
export class PersistentSender {
  /** Times of the readings whose PUBACK or PUBREC came, milliseconds. */
  readonly acknowledged = new Set<number>();
  /** Messages sent, each counted once. */
  sent = 0;
  /** The longest that it has waited for an acknowledgement, milliseconds: since it connected, or since `forgetPauses`. */
  longestPause = 0;
  private heardAt = 0;
  private readonly inFlight = new Map<number, InFlight>();
  private client: RawClient | undefined;
  private sending = false;
  private packetId = 0;
  private readonly topic: string;

  constructor(private readonly options: SenderOptions) {
    this.topic = telemetryTopic(options.project, options.device);
  }

  /** Connects anew, repeats what is open and goes on sending. */
  async connect(port: number): Promise<void> {
    const { project, device, secret } = this.options;
    this.client = await RawClient.open(port, { username: `${project}/${device}`, password: secret, clientId: device, clean: false });
    if (this.client.connackCode !== 0) throw new Error(`${device} was refused with ${String(this.client.connackCode)}`);
    this.client.onPacket = (packet) => this.receive(packet);
    for (const [messageId, message] of this.inFlight) {
      if (message.accepted) this.client.send({ cmd: 'pubrel', messageId });
      else this.publish(messageId, message.millis, true);
    }
    this.sending = true;
    this.forgetPauses();
    this.pump();
  }

  /** What counts as a pause begins now. */
  forgetPauses(): void {
    [this.longestPause, this.heardAt] = [0, performance.now()];
  }

  /** Sends nothing new; resolves when nothing is open any more. */
  async drain(): Promise<void> {
    this.sending = false;
    await until(() => this.inFlight.size === 0);
  }

  get isConnected(): boolean {
    return this.client?.closed === false;
  }

  close(): void {
    this.client?.close();
  }

  private pumpSoon(): void {
    const { restMillis = 0 } = this.options;
    if (restMillis === 0) this.pump();
    else setTimeout(() => this.pump(), restMillis);
  }

  private pump(): void {
    const { window = 20, firstMillis } = this.options;
    while (this.sending && this.isConnected && this.inFlight.size < window) {
      this.packetId = (this.packetId % LAST_PACKET_ID) + 1;
      const millis = firstMillis + this.sent;
      this.sent += 1;
      this.inFlight.set(this.packetId, { millis, accepted: false });
      this.publish(this.packetId, millis, false);
    }
  }

  private publish(messageId: number, millis: number, dup: boolean): void {
    this.client?.publish(this.topic, `{"ts":${millis},"values":{"temperature":${millis % 100}}}`, { messageId, qos: this.options.qos, dup });
  }

  private receive(packet: Packet): void {
    const messageId = packet.messageId ?? 0;
    const message = this.inFlight.get(messageId);
    if (message === undefined) return;
    this.longestPause = Math.max(this.longestPause, performance.now() - this.heardAt);
    this.heardAt = performance.now();
    if (packet.cmd === 'pubrec') {
      message.accepted = true;
      this.acknowledged.add(message.millis);
      this.client?.send({ cmd: 'pubrel', messageId });
    } else if (packet.cmd === 'puback' || packet.cmd === 'pubcomp') {
      this.acknowledged.add(message.millis);
      this.inFlight.delete(messageId);
      this.pumpSoon();
    }
  }
}
