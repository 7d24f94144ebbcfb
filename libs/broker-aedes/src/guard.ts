import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { RejectionCode } from '@yanshou/telemetry';
import { BudgetShare } from './byte-budget.js';
import type { ByteBudget } from './byte-budget.js';
import { judgeConnect } from './connect-frame.js';
import { FrameAssembler } from './frame-assembler.js';
import type { GuardLimits } from './guard-limits.js';
import {
  fixedHeaderLength, FrameType, INCOMPLETE, isWellFormedControl, MALFORMED, packetIdOf, publishPayloadLength, remainingLength,
} from './mqtt-frame.js';
import { OutputBatch } from './output-batch.js';
import { RatePressure } from './rate-pressure.js';
import type { TokenBucket } from './token-bucket.js';

/** Why a connection ended by the guard's decision, beside the rejections that count against a device. */
export type GuardReason = RejectionCode | 'keepalive' | 'slow-reader' | 'refused-connect' | 'unreleased-packets';

export interface GuardWatcher {
  /** Monotonic milliseconds. */
  now(): number;
  released(guard: Guard, packetId: number): void;
  cut(guard: Guard, reason: GuardReason): void;
}

type Stage = 'connect' | 'connack' | 'open';
type Verdict = 'forward' | 'swallow' | 'wait' | 'closed';
type WriteDone = (error?: Error | null) => void;

const EMPTY = Buffer.alloc(0);
const PINGRESP = Buffer.from([0xd0, 0x00]);
const CONNACK_VERSION = Buffer.from([0x20, 0x02, 0x00, 0x01]);
const CONNACK_IDENTIFIER = Buffer.from([0x20, 0x02, 0x00, 0x02]);
const SPARE_NUDGES = 32;
const CLOSE_GRACE_MILLIS = 1_000;

/**
 * Stands between a socket and aedes, which bounds nothing by itself: checks every frame before it is let in, holds
 * the number of messages inside, answers pings, watches keepalive and what a client leaves unread. Frames pass as views
 * of the received chunk. aedes reads by `read()` on 'readable' and writes small pieces; both bypass the queues of
 * Duplex, which is here for its type and its closing events only.
 */
export class Guard extends Duplex {
  received = 0;
  bytesReceived = 0;
  /** Milliseconds between two packets before the client counts as gone; 0: never. */
  keepaliveMillis = 0;
  lastFrameAt: number;
  readonly share: BudgetShare;
  private stage: Stage = 'connect';
  private waiting = false;
  private input: Buffer = EMPTY;
  private offset = 0;
  private inbox: Buffer | null = null;
  private runs: Buffer[] = [];
  private inside = 0;
  private insideBytes = 0;
  private pumpQueued = false;
  private flushQueued = false;
  private endedAt: number | undefined;
  private held = false;
  private pressure: RatePressure | undefined;
  private readonly assembler = new FrameAssembler();
  private readonly output = new OutputBatch();

  constructor(readonly socket: Socket, private readonly limits: GuardLimits, private readonly watcher: GuardWatcher, budget: ByteBudget) {
    super({ autoDestroy: false });
    this.share = new BudgetShare(budget, () => this.queuePump());
    this.lastFrameAt = watcher.now();
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('end', () => this.receiveEnd());
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  /** PUBLISH packets let in that have no outcome yet. */
  get pending(): number {
    return this.inside;
  }

  /** The CONNECT was answered: what follows it may come in. */
  open(bucket: TokenBucket): void {
    this.stage = 'open';
    this.lastFrameAt = this.watcher.now();
    this.pressure = new RatePressure(bucket, () => this.queuePump());
    this.queuePump();
  }

  /** One PUBLISH has its outcome, acknowledged or not. */
  settle(payloadBytes: number): void {
    this.share.settle(payloadBytes);
    this.inside -= 1;
    this.insideBytes -= payloadBytes;
    if (this.waiting || this.endedAt !== undefined) this.queuePump();
  }

  /** Lets nothing more in; what is inside goes on to its outcome. */
  hold(): void {
    this.held = true;
    this.wait();
  }

  /** Called every now and then: ends what is silent, floods or lingers. */
  sweep(now: number): void {
    if (this.pressure?.isFlood(now, this.limits.floodMillis) === true) return this.cut('over-rate');
    if (this.endedAt !== undefined && now - this.endedAt > this.limits.lingerMillis) return void this.destroy();
    if (this.waiting || this.keepaliveMillis === 0) return;
    // MQTT-3.1.2-24: one and a half times the keepalive. While we do not read, the silence is ours.
    if (now - this.lastFrameAt > this.keepaliveMillis * 1.5) this.cut('keepalive');
  }

  cut(reason: GuardReason): void {
    if (this.destroyed) return;
    this.watcher.cut(this, reason);
    this.destroy();
  }

  override read(size?: number): Buffer | null {
    if (size === 0) return null;
    const bytes = this.inbox;
    this.inbox = null;
    if (this.endedAt !== undefined) this.queuePump();
    return bytes;
  }

  /** Always true: a client that does not read is cut, it never holds anybody else up. */
  override write(chunk: Buffer | string, second?: BufferEncoding | WriteDone, third?: WriteDone): boolean {
    const done = typeof second === 'function' ? second : third;
    if (this.destroyed) return true;
    this.output.append(typeof chunk === 'string' ? Buffer.from(chunk, typeof second === 'string' ? second : 'utf8') : chunk);
    if (!this.flushQueued) {
      this.flushQueued = true;
      process.nextTick(() => this.flush());
    }
    if (done !== undefined) process.nextTick(done);
    return true;
  }

  // One flush per tick corks already.
  override cork(): void {}
  override uncork(): void {}

  override _destroy(_error: Error | null, callback: (error: Error | null) => void): void {
    this.pressure?.stop();
    this.share.close();
    this.input = EMPTY;
    this.inbox = null;
    this.flush();
    this.socket.destroySoon();
    if (!this.socket.destroyed) setTimeout(() => this.socket.destroy(), CLOSE_GRACE_MILLIS).unref();
    // Never an error: aedes takes its listeners off before the last event, and an unheard 'error' ends the process.
    callback(null);
  }

  private flush(): void {
    this.flushQueued = false;
    if (this.output.byteLength === 0 || this.socket.destroyed) return;
    if (this.output.byteLength + this.socket.writableLength > this.limits.maxQueuedBytes) {
      this.output.take();
      this.socket.destroy();
      return this.cut('slow-reader');
    }
    this.socket.write(this.output.take());
  }

  private receive(chunk: Buffer): void {
    if (this.destroyed) return;
    this.bytesReceived += chunk.length;
    const rest = this.input.length - this.offset;
    this.input = rest === 0 ? chunk : Buffer.concat([this.input.subarray(this.offset), chunk]);
    this.offset = 0;
    if (!this.waiting) this.pump();
  }

  private receiveEnd(): void {
    this.endedAt = this.watcher.now();
    this.queuePump();
  }

  /** In a tick of its own: inside one of aedes' calls its parser must not be entered again. */
  private queuePump(): void {
    if (this.pumpQueued || this.destroyed) return;
    this.pumpQueued = true;
    process.nextTick(() => {
      this.pumpQueued = false;
      this.pump();
    });
  }

  private pump(): void {
    if (this.destroyed || this.held) return;
    const now = this.watcher.now();
    const wasWaiting = this.waiting;
    this.waiting = false;
    if (wasWaiting) this.lastFrameAt = now;
    this.takeFrames(now);
    if (this.destroyed) return;
    this.deliver();
    if (!this.waiting && this.offset === this.input.length) this.idle(wasWaiting);
  }

  private idle(wasWaiting: boolean): void {
    this.input = EMPTY;
    this.offset = 0;
    if (wasWaiting) this.socket.resume();
    if (this.endedAt !== undefined && this.inbox === null && this.inside === 0) this.destroy();
  }

  private wait(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.socket.pause();
  }

  private takeFrames(now: number): void {
    while (!this.destroyed && this.offset < this.input.length) {
      const goOn = this.assembler.length > 0 ? this.takeAssembled(now) : this.takeRun(now);
      if (!goOn) return;
    }
    if (this.assembler.isComplete && !this.destroyed) this.takeAssembled(now);
  }

  /** Takes whole frames in place; false when it must stop. */
  private takeRun(now: number): boolean {
    const { input } = this;
    let runStart = this.offset;
    while (this.offset < input.length) {
      const start = this.offset;
      const header = fixedHeaderLength(input, start, input.length);
      if (header === MALFORMED) return this.refuse('malformed-packet');
      const total = header === INCOMPLETE ? Infinity : header + remainingLength(input, start, header);
      if (header !== INCOMPLETE && !this.isWithinLimit(input[start] as number, total - header)) return false;
      if (start + total > input.length) {
        this.passRun(runStart);
        return this.keepPiece();
      }
      const verdict = this.judge(input, start, start + header, start + total, now);
      if (verdict !== 'forward') {
        this.passRun(runStart);
        if (verdict !== 'swallow') return this.stop(verdict);
        runStart = start + total;
      }
      this.offset = start + total;
    }
    this.passRun(runStart);
    return true;
  }

  private stop(verdict: 'wait' | 'closed'): false {
    if (verdict === 'wait') this.wait();
    return false;
  }

  private passRun(runStart: number): void {
    if (this.offset > runStart) this.runs.push(this.input.subarray(runStart, this.offset));
  }

  private keepPiece(): boolean {
    this.offset += this.assembler.takeHeader(this.input, this.offset);
    if (this.assembler.total > 0) this.offset += this.assembler.takeBody(this.input, this.offset);
    return true;
  }

  /** Goes on with a frame that came in pieces; false when it must stop. */
  private takeAssembled(now: number): boolean {
    const { assembler } = this;
    if (assembler.total === 0) {
      const taken = assembler.takeHeader(this.input, this.offset);
      if (taken === MALFORMED) return this.refuse('malformed-packet');
      this.offset += taken;
      if (assembler.total === 0) return true;
      if (!this.isWithinLimit(assembler.bytes[0] as number, assembler.total - assembler.headerLength)) return false;
    }
    this.offset += assembler.takeBody(this.input, this.offset);
    if (!assembler.isComplete) return true;
    const verdict = this.judge(assembler.bytes, 0, assembler.headerLength, assembler.total, now);
    if (verdict === 'wait' || verdict === 'closed') return this.stop(verdict);
    const frame = assembler.release();
    if (verdict === 'forward') this.runs.push(frame);
    return true;
  }

  private isWithinLimit(first: number, length: number): boolean {
    const type = first >> 4;
    const { maxPayloadBytes, maxTopicBytes, maxConnectBytes, maxControlBytes } = this.limits;
    if (type === FrameType.publish && this.stage !== 'connect') {
      return length <= maxPayloadBytes + maxTopicBytes + 4 || this.refuse('payload-too-large');
    }
    // MQTT-3.1.0-1 and -2: CONNECT comes first and once.
    if ((type === FrameType.connect) !== (this.stage === 'connect')) return this.refuse('malformed-packet');
    return length <= (type === FrameType.connect ? maxConnectBytes : maxControlBytes) || this.refuse('malformed-packet');
  }

  private judge(bytes: Buffer, start: number, body: number, end: number, now: number): Verdict {
    if (this.stage === 'connack') return 'wait';
    const first = bytes[start] as number;
    const type = first >> 4;
    if (this.stage === 'connect') return this.judgeConnect(bytes, first, body, end);
    const verdict = type === FrameType.publish ? this.judgePublish(bytes, first, body, end, now) : this.judgeControl(bytes, first, body, end);
    if (verdict !== 'wait') this.lastFrameAt = now;
    return verdict;
  }

  private judgeConnect(bytes: Buffer, first: number, body: number, end: number): Verdict {
    const verdict = (first & 15) === 0 ? judgeConnect(bytes, body, end) : 'malformed';
    if (verdict === 'malformed') return this.refused('malformed-packet');
    if (verdict !== 'pass') {
      this.write(verdict === 'unacceptable-version' ? CONNACK_VERSION : CONNACK_IDENTIFIER);
      return this.refused('refused-connect');
    }
    this.stage = 'connack';
    return 'forward';
  }

  private judgePublish(bytes: Buffer, first: number, body: number, end: number, now: number): Verdict {
    const payload = publishPayloadLength(bytes, first & 15, body, end);
    if (payload === MALFORMED) return this.refused('malformed-packet');
    if (payload > this.limits.maxPayloadBytes) return this.refused('payload-too-large');
    const { windowMessages, windowBytes } = this.limits;
    if (this.inside >= windowMessages || (this.inside > 0 && this.insideBytes + payload > windowBytes)) return 'wait';
    if (!this.share.admits(payload) || this.pressure?.admits(now) === false) return 'wait';
    this.share.take(payload);
    this.inside += 1;
    this.insideBytes += payload;
    this.received += 1;
    return 'forward';
  }

  private judgeControl(bytes: Buffer, first: number, body: number, end: number): Verdict {
    const type = first >> 4;
    if (!isWellFormedControl(first, bytes, { body, end })) return this.refused('malformed-packet');
    if (type === FrameType.pingreq) {
      this.write(PINGRESP);
      return 'swallow';
    }
    if (type === FrameType.pubrel) this.watcher.released(this, packetIdOf(bytes, body));
    // What was sent before it is still owed its acknowledgement.
    if (type === FrameType.disconnect && this.inside > 0) return 'wait';
    return 'forward';
  }

  private refuse(code: GuardReason): false {
    this.cut(code);
    return false;
  }

  private refused(code: GuardReason): 'closed' {
    this.cut(code);
    return 'closed';
  }

  private deliver(): void {
    const { runs } = this;
    if (runs.length === 0) return;
    const bytes = runs.length === 1 ? (runs[0] as Buffer) : Buffer.concat(runs);
    this.runs = [];
    this.inbox = this.inbox === null ? bytes : Buffer.concat([this.inbox, bytes]);
    // aedes reads only when as many 'readable' have come as packets have no outcome. The window bounds those already,
    // so it is made to read now: a held commit must not keep the next messages from joining it.
    for (let left = this.inside + SPARE_NUDGES; left > 0 && this.inbox !== null; left -= 1) this.emit('readable');
  }
}
