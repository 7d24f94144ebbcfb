import type { JournalCondition, JournalRoom } from '@yanshou/journal';
import type { Clock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';

const RECHECK_MILLIS = 1_000;
const LOW_SHARE = 0.15;
/** What a message takes beside its bytes, generously: headers, subject, index. */
const OVERHEAD_BYTES = 1_024;

type SpaceCondition = Extract<JournalCondition, { kind: 'ok' | 'low' | 'full' }>;

/** Watches the room that a stream and its account have left. The servers refuse; this says when it is worth asking again. */
export class StreamSpace {
  private freeBytes = Infinity;
  private limitBytes = Infinity;
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
    const freeBytes = Number.isFinite(this.freeBytes) ? this.freeBytes : 0;
    if (this.refusedBytes > 0) return { kind: 'full', freeBytes };
    return this.freeBytes < this.limitBytes * LOW_SHARE ? { kind: 'low', freeBytes } : { kind: 'ok' };
  }

  /** What the stream takes, one copy of it, and what the limits of stream and account leave; undefined where nothing that is told bounds it. As old as the last look. */
  room(): JournalRoom | undefined {
    if (this.isStale()) void this.check();
    return Number.isFinite(this.freeBytes) ? { usedBytes: this.usedBytes, freeBytes: this.freeBytes, limitBytes: this.limitBytes } : undefined;
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
      const rooms = [{ limit: config.max_bytes, used: state.bytes }, { limit: account.limits.max_storage, used: account.storage }].filter(({ limit }) => limit > 0);
      this.usedBytes = state.bytes;
      this.limitBytes = Math.min(Infinity, ...rooms.map(({ limit }) => limit));
      this.freeBytes = Math.max(0, Math.min(Infinity, ...rooms.map(({ limit, used }) => limit - used)));
      const enough = this.freeBytes >= this.refusedBytes;
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
