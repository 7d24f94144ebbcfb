import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connectFrame, patchTimestamp, publishTemplate } from './publish-frame.js';
import type { FrameTemplate } from './publish-frame.js';

/** Load on one broker: `clients` connections, each with `window` unacknowledged QoS 1 messages of three values. */
export interface LoadPlan {
  readonly port: number;
  readonly window: number;
  readonly seconds: number;
  /** Stop after so many messages in all; 0 for no limit. */
  readonly messages: number;
  /** Messages per second in all; 0 for as fast as acknowledged. */
  readonly rate: number;
  /** Share of messages whose time stamp is drawn from the year before. */
  readonly lateShare: number;
  /** Each client's time stamps: `lastMillis` before now for the first, `stepMillis` more for each that follows. */
  readonly lastMillis: number;
  readonly stepMillis: number;
  /** Values of each message as JSON; by default three. */
  readonly values?: string;
  readonly clients: readonly { readonly clientId: string; readonly username: string; readonly password: string; readonly topic: string }[];
}

export interface LoadResult {
  readonly acknowledged: number;
  readonly seconds: number;
  readonly latencyMillis: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly cpuSeconds: number;
  /** In the order of the plan's clients: the time stamp of the first message, and how many that follow each other by `stepMillis` were acknowledged. */
  readonly perClient: readonly { readonly firstMillis: number; readonly acknowledged: number }[];
}

const THREE_VALUES = '{"temperature":21.5,"pressure":101.325,"running":true}';
const YEAR = 365 * 86_400_000;
const ACK_BYTES = 4;

/** One connection. Packet ids run 1…window·k; acknowledgements come in order, so counting bytes is enough. */
class LoadClient {
  acknowledged = 0;
  sent = 0;
  readonly firstMillis: number;
  private readonly frame: FrameTemplate;
  private readonly burst: Buffer;
  private readonly sentAt: Float64Array;
  private packetId = 0;
  private partial = 0;
  private timestamp: number;
  private connected = false;

  constructor(
    private readonly socket: Socket,
    private readonly plan: LoadPlan,
    topic: string,
    private readonly latency: (millis: number) => void,
    now: number,
  ) {
    this.frame = publishTemplate(topic, plan.values ?? THREE_VALUES);
    this.burst = Buffer.alloc(this.frame.bytes.length * plan.window);
    for (let i = 0; i < plan.window; i += 1) this.burst.set(this.frame.bytes, i * this.frame.bytes.length);
    this.sentAt = new Float64Array(plan.window);
    this.timestamp = now - plan.lastMillis;
    this.firstMillis = this.timestamp + plan.stepMillis;
  }

  /** Sends up to `count` messages, as far as the window allows; answers how many. */
  send(count: number): number {
    const free = Math.min(count, this.plan.window - (this.sent - this.acknowledged));
    // Before CONNACK a broker may only hold a few packets.
    if (free <= 0 || !this.connected) return 0;
    const size = this.frame.bytes.length;
    const now = performance.now();
    for (let i = 0; i < free; i += 1) this.patch(i * size, now);
    this.socket.write(Buffer.from(this.burst.subarray(0, free * size)));
    return free;
  }

  private patch(offset: number, now: number): void {
    this.packetId = this.packetId === 65_535 ? 1 : this.packetId + 1;
    this.burst.writeUInt16BE(this.packetId, offset + this.frame.packetIdOffset);
    this.timestamp += this.plan.stepMillis;
    const late = this.plan.lateShare > 0 && Math.random() < this.plan.lateShare;
    const at = late ? this.timestamp - 7_200_000 - Math.floor(Math.random() * YEAR) : this.timestamp;
    patchTimestamp(this.burst, offset + this.frame.timestampOffset, at);
    this.sentAt[this.sent % this.plan.window] = now;
    this.sent += 1;
  }

  /** Counts acknowledgements in a chunk; the CONNACK is the first four bytes. */
  received(bytes: number): void {
    this.partial += bytes;
    let acks = Math.floor(this.partial / ACK_BYTES);
    this.partial -= acks * ACK_BYTES;
    if (!this.connected && acks > 0) {
      this.connected = true;
      acks -= 1;
    }
    const now = performance.now();
    for (let i = 0; i < acks; i += 1) {
      this.latency(now - (this.sentAt[this.acknowledged % this.plan.window] ?? now));
      this.acknowledged += 1;
    }
  }
}

/** Histogram of latencies in 0.1 ms steps up to 10 s. */
class Latencies {
  private readonly buckets = new Uint32Array(100_001);
  private count = 0;
  max = 0;

  readonly add = (millis: number): void => {
    this.buckets[Math.min(100_000, Math.round(millis * 10))]! += 1;
    this.count += 1;
    if (millis > this.max) this.max = millis;
  };

  quantile(q: number): number {
    let left = this.count * q;
    for (let i = 0; i < this.buckets.length; i += 1) {
      left -= this.buckets[i] ?? 0;
      if (left <= 0) return i / 10;
    }
    return this.max;
  }
}

/** Runs the plan to its end and waits for the last acknowledgement. Rejects when a connection breaks. */
export async function generateLoad(plan: LoadPlan, now: number, progress: (acknowledged: number) => void = () => undefined): Promise<LoadResult> {
  const latencies = new Latencies();
  const cpu = process.cpuUsage();
  const sockets = await Promise.all(plan.clients.map((client) => open(plan.port, client)));
  const clients = sockets.map((socket, i) => new LoadClient(socket, plan, plan.clients[i]?.topic ?? '', latencies.add, now));
  const started = performance.now();
  await pump(plan, sockets, clients, progress);
  const seconds = (performance.now() - started) / 1000;
  sockets.forEach((socket) => socket.destroy());
  const used = process.cpuUsage(cpu);
  return {
    acknowledged: clients.reduce((sum, client) => sum + client.acknowledged, 0),
    seconds,
    latencyMillis: { p50: latencies.quantile(0.5), p99: latencies.quantile(0.99), max: latencies.max },
    cpuSeconds: (used.user + used.system) / 1e6,
    perClient: clients.map(({ firstMillis, acknowledged }) => ({ firstMillis, acknowledged })),
  };
}

function open(port: number, client: LoadPlan['clients'][number]): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.write(connectFrame(client.clientId, client.username, client.password));
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function pump(plan: LoadPlan, sockets: readonly Socket[], clients: readonly LoadClient[], progress: (n: number) => void): Promise<void> {
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  let sent = 0;
  let turn = 0;
  let done = false;
  /** Each client in its turn: at a low rate a tick has less than a message for everybody. */
  const sendAllowed = (): void => {
    const each = Math.ceil(Math.max(0, allowance()) / clients.length);
    for (let n = 0; n < clients.length && allowance() > 0; n += 1, turn += 1) sent += clients[turn % clients.length]?.send(Math.min(each, allowance())) ?? 0;
  };
  const allowance = (): number => {
    if (done || elapsed() > plan.seconds) return 0;
    const byCount = plan.messages > 0 ? plan.messages - sent : Infinity;
    return plan.rate > 0 ? Math.min(byCount, Math.floor(elapsed() * plan.rate) - sent) : byCount;
  };
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      const open = clients.reduce((sum, client) => sum + client.sent - client.acknowledged, 0);
      const finished = elapsed() > plan.seconds || (plan.messages > 0 && sent >= plan.messages);
      progress(sent - open);
      if (!finished || open > 0 || done) return;
      done = true;
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(() => {
      if (plan.rate > 0) sendAllowed();
      settle();
    }, plan.rate > 0 ? 5 : 50);
    sockets.forEach((socket, i) => {
      const client = clients[i] as LoadClient;
      socket.on('data', (chunk) => {
        client.received(chunk.length);
        if (plan.rate === 0) sent += client.send(allowance());
      });
      socket.once('close', () => (done ? undefined : reject(new Error(`connection ${i} was closed after ${client.acknowledged} acknowledgements`))));
    });
  });
}
