import type { JournalCondition, JournalRoom } from '@yanshou/journal';
import type { Clock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';

const RECHECK_MILLIS = 1_000;
const LOW_SHARE = 0.15;
/** What a message takes beside its bytes, generously: headers, subject, index. */
const OVERHEAD_BYTES = 1_024;

type SpaceCondition = Extract<JournalCondition, { kind: 'ok' | 'low' | 'full' }>;

interface Room {
  readonly freeBytes: number;
  readonly limitBytes: number;
}

const UNBOUNDED: Room = { freeBytes: Infinity, limitBytes: Infinity };

/** Watches the room that a stream and its account have left. The servers refuse; this says when it is worth asking again. */
export class StreamSpace {
  /** Of the limit that has the least share left. */
  private tightest: Room = UNBOUNDED;
  /** The most that every limit has left: a message may fit into the tightest and exceed another. */
  private fittingBytes = Infinity;
  private usedBytes = 0;
  /** Bytes that found no room; 0 while there is some. */
  private refusedBytes = 0;
  /** Whether a limit that is told explains the refusal; undefined until the first look after it. */
  private explained: boolean | undefined;
  private checkedAt = -Infinity;
  private checking: Promise<void> | null = null;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: string, private readonly clock: Clock) {}

  /** Whether to ask the servers; while full, once a second: limits of theirs that nothing tells of may have been raised. */
  async admits(): Promise<boolean> {
    if (this.refusedBytes === 0) return true;
    if (!this.isStale()) return false;
    await this.check();
    return true;
  }

  /** The servers had no room for a message of so many bytes. */
  ranOut(bytes: number): void {
    if (this.refusedBytes === 0) this.explained = undefined;
    this.refusedBytes = bytes + OVERHEAD_BYTES;
    void this.check();
  }

  stored(): void {
    this.refusedBytes = 0;
  }

  /** Answers from the last look, and looks again in the background when that is old: so `full` ends without an append. */
  condition(): SpaceCondition {
    if (this.isStale()) void this.check();
    if (this.refusedBytes > 0) return { kind: 'full', freeBytes: Number.isFinite(this.fittingBytes) ? this.fittingBytes : 0 };
    const { freeBytes, limitBytes } = this.tightest;
    return freeBytes < limitBytes * LOW_SHARE ? { kind: 'low', freeBytes } : { kind: 'ok' };
  }

  /** What the stream takes, one copy of it, and what the tighter of the limits of stream and account leaves; undefined where nothing that is told bounds it. As old as the last look. */
  room(): JournalRoom | undefined {
    if (this.isStale()) void this.check();
    return this.tightest === UNBOUNDED ? undefined : { usedBytes: this.usedBytes, ...this.tightest };
  }

  check(): Promise<void> {
    this.checking ??= this.look().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  private async look(): Promise<void> {
    this.checkedAt = this.clock.monotonicMillis();
    try {
      const [{ config, state }, account] = await Promise.all([this.connection.manager.streams.info(this.stream), this.connection.manager.getAccountInfo()]);
      const rooms = [roomOf(config.max_bytes, state.bytes), roomOf(account.limits.max_storage, account.storage)].filter(({ limitBytes }) => limitBytes > 0);
      this.usedBytes = state.bytes;
      this.tightest = rooms.reduce((tightest, one) => (shareOf(one) < shareOf(tightest) ? one : tightest), UNBOUNDED);
      this.fittingBytes = Math.min(Infinity, ...rooms.map(({ freeBytes }) => freeBytes));
      const enough = this.fittingBytes >= this.refusedBytes;
      // A refusal that no limit explains comes from the servers' disks: then only a message that is stored ends it.
      if (this.explained === true && enough) this.refusedBytes = 0;
      this.explained ??= !enough;
    } catch {
      // Servers that do not answer say so at the next publish, where it counts.
    }
  }

  private isStale(): boolean {
    return this.clock.monotonicMillis() - this.checkedAt >= RECHECK_MILLIS;
  }
}

const roomOf = (limitBytes: number, used: number): Room => ({ freeBytes: Math.max(0, limitBytes - used), limitBytes });
const shareOf = ({ freeBytes, limitBytes }: Room): number => (Number.isFinite(limitBytes) ? freeBytes / limitBytes : Infinity);
