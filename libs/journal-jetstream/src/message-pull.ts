import { setTimeout as sleep } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, ReplayPolicy } from '@nats-io/jetstream';
import { createInbox, nanos } from '@nats-io/transport-node';
import type { Msg, Subscription } from '@nats-io/transport-node';
import type { JetStreamConnection } from './connect-jetstream.js';
import type { StreamMessage } from './group-reading.js';
import { bufferOf } from './stored-messages.js';

const BATCH = 256;
const BATCH_BYTES = 8 * 1024 * 1024;
/** The servers forget a consumer that nobody asks for that long. */
const FORGOTTEN_MILLIS = 60_000;
/** Answers of the servers that end a request without anything being wrong: none there, time over, enough bytes or (newer servers) messages. */
const NOTHING: readonly number[] = [404, 408];
const ENOUGH = 409;
/** No server knows of a listener on the subject: of a consumer that was just made the one that we speak to may not know yet. */
const UNHEARD = 503;
const UNHEARD_PAUSE_MILLIS = 20;
const ENOUGH_TEXT = /MaxBytes|Batch Completed/i;

/**
 * A consumer of a stream from one message on, which is never acknowledged: the servers keep nothing of it that we need.
 * It ends at anything unexpected; its owner makes another where the last message was.
 */
export class MessagePull {
  private readonly inbox = createInbox();
  private readonly queue: StreamMessage[] = [];
  private subscription: Subscription | undefined;
  private wake: () => void = () => undefined;
  private fault: Error | undefined;
  /** Messages that the stream held behind the last one, when it was sent. */
  private behind = 0;
  private requests = 0;
  /** Of a waiting request that is not over yet; 0 when there is none. */
  private waitingRequest = 0;
  /** Messages that came since it was made: with a full portion it is over, and servers before 2.10 do not say so. */
  private portion = 0;
  /** The latest request that the servers said is over. */
  private overRequest = 0;
  /** Whether the consumer has ever answered. */
  private isKnown = false;
  /** Whether nobody heard the latest request. */
  private isUnheard = false;

  private constructor(private readonly connection: JetStreamConnection, private readonly stream: string, private readonly consumer: string, private next: number) {}

  static async open(connection: JetStreamConnection, stream: string, from: number): Promise<MessagePull> {
    const { name } = await connection.manager.consumers.add(stream, {
      deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from, ack_policy: AckPolicy.None, replay_policy: ReplayPolicy.Instant,
      inactive_threshold: nanos(FORGOTTEN_MILLIS), num_replicas: 1, mem_storage: true,
    });
    const pull = new MessagePull(connection, stream, name, from);
    pull.subscribe();
    return pull;
  }

  /** What is there: waits up to `waitMillis` for a first message. Throws when the consumer is of no use any more. */
  async take(waitMillis: number, graceMillis: number): Promise<StreamMessage[]> {
    if (this.queue.length === 0) await this.askUntilHeard(waitMillis, graceMillis);
    if (this.queue.length === 0 && this.fault !== undefined) throw this.fault;
    return this.queue.splice(0);
  }

  /** Whether there is one here or, when the last one was sent, there were others behind it. */
  more(): boolean {
    return this.queue.length > 0 || this.behind > 0;
  }

  async close(): Promise<void> {
    this.subscription?.unsubscribe();
    this.fault ??= new Error('closed');
    this.wake();
    await this.connection.manager.consumers.delete(this.stream, this.consumer).catch(() => undefined);
  }

  private async askUntilHeard(waitMillis: number, graceMillis: number): Promise<void> {
    const deadline = performance.now() + graceMillis;
    await this.ask(waitMillis, graceMillis);
    while (this.isUnheard && this.fault === undefined) {
      if (performance.now() > deadline) this.fault = new Error('nobody hears the requests to the consumer');
      await sleep(UNHEARD_PAUSE_MILLIS);
      await this.ask(waitMillis, graceMillis);
    }
  }

  private async ask(waitMillis: number, graceMillis: number): Promise<void> {
    if (this.fault !== undefined) return;
    const request = waitMillis === 0 || this.waitingRequest === 0 ? this.request(waitMillis) : this.waitingRequest;
    const deadline = performance.now() + waitMillis + graceMillis;
    while (this.queue.length === 0 && this.fault === undefined && this.overRequest < request) {
      const left = deadline - performance.now();
      if (left <= 0) {
        this.fault = new Error('the consumer does not answer');
        return;
      }
      await this.news(left);
    }
  }

  private news(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.wake = () => {
        clearTimeout(timer);
        // What came in the same portion of the socket is taken along.
        setImmediate(resolve);
      };
    });
  }

  private request(waitMillis: number): number {
    this.requests += 1;
    this.isUnheard = false;
    const { nats, maxPayload } = this.connection;
    const order = waitMillis === 0 ? { no_wait: true } : { expires: nanos(waitMillis) };
    const text = JSON.stringify({ batch: BATCH, max_bytes: Math.max(BATCH_BYTES, 2 * maxPayload), ...order });
    if (waitMillis > 0) [this.waitingRequest, this.portion] = [this.requests, 0];
    nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.consumer}`, text, { reply: `${this.inbox}.${this.requests}` });
    return this.requests;
  }

  private subscribe(): void {
    this.subscription = this.connection.nats.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.receive(message);
        else this.fault = error;
        this.wake();
      },
    });
  }

  private receive(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (message.reply === undefined || message.reply === '') return this.endOf(Number(message.subject.split('.').at(-1)), code, message.headers?.description ?? '');
    const { sequence, behind } = placeOf(message.reply);
    if (sequence !== this.next) {
      this.fault ??= new Error(`message ${sequence} came in place of ${this.next}`);
      return;
    }
    this.isKnown = true;
    this.next += 1;
    this.portion += 1;
    if (this.portion >= BATCH) this.waitingRequest = 0;
    this.behind = behind;
    this.queue.push({ message: sequence, bytes: bufferOf(message.data) });
  }

  private endOf(request: number, code: number, description: string): void {
    const normal = NOTHING.includes(code) || (code === ENOUGH && ENOUGH_TEXT.test(description));
    this.isUnheard = code === UNHEARD && !this.isKnown;
    this.isKnown ||= normal;
    if (!normal && !this.isUnheard) this.fault ??= new Error(`${code} ${description}`);
    this.overRequest = Math.max(this.overRequest, request);
    if (request === this.waitingRequest) this.waitingRequest = 0;
  }
}

/** `$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>`, with two tokens more in front in newer servers. */
function placeOf(reply: string): { readonly sequence: number; readonly behind: number } {
  const tokens = reply.split('.');
  const [sequence, behind] = tokens.length >= 11 ? [7, 10] : [5, 8];
  return { sequence: Number(tokens[sequence]), behind: Number(tokens[behind]) };
}
