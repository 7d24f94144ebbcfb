import type { JournalCondition, JournalRoom } from '@yanshou/journal';
import type { Clock } from '@yanshou/telemetry';
import type { FreeSpace, JournalFileSystem } from './file-system.port.js';

/** When the journal warns and when it refuses. */
export interface SpaceLimits {
  /** Refuses while less than this share of the disk, or less than `refuseBelowBytes`, is free. */
  readonly refuseBelowShare: number;
  readonly refuseBelowBytes: number;
  /** Condition `low` while less than this share of the disk, or of `maxBytes`, is free. */
  readonly lowBelowShare: number;
  /** Least time between two looks at the disk. */
  readonly recheckMillis: number;
}

export const DEFAULT_SPACE_LIMITS: SpaceLimits = {
  refuseBelowShare: 0.05,
  refuseBelowBytes: 1024 * 1024 * 1024,
  lowBelowShare: 0.15,
  recheckMillis: 1000,
};

export interface SpaceOptions {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
  readonly clock: Clock;
  readonly limits: SpaceLimits;
  /** Most bytes that all segments together may take. */
  readonly maxBytes: number;
}

type SpaceCondition = Exclude<JournalCondition, { kind: 'failed' }>;

/** Watches the room that is left: on the disk, and of the size the operator set. */
export class DiskSpace {
  private disk: FreeSpace = { freeBytes: Infinity, totalBytes: Infinity };
  private diskFull = false;
  private overQuota = false;
  private checkedAt = -Infinity;
  private checking: Promise<void> | null = null;

  constructor(private readonly options: SpaceOptions, private usedBytes: number) {}

  /** Whether `bytes` more may be written. Looks at the disk when the last look is old. */
  async admits(bytes: number): Promise<boolean> {
    if (this.isStale()) await this.check();
    this.overQuota = this.usedBytes + bytes > this.options.maxBytes;
    return !this.diskFull && !this.overQuota;
  }

  grow(bytes: number): void {
    this.usedBytes += bytes;
  }

  /** The disk took less than it was given, whatever it said about its room; believed until the next look. */
  ranOut(): void {
    this.diskFull = true;
    this.checkedAt = this.options.clock.monotonicMillis();
  }

  /** Answers from the last look, and looks again in the background when that is old: so `full` ends without an append. */
  condition(): SpaceCondition {
    if (this.isStale()) void this.check();
    const freeBytes = this.least(this.disk.freeBytes);
    if (this.diskFull || this.overQuota) return { kind: 'full', freeBytes };
    return this.isLow() ? { kind: 'low', freeBytes } : { kind: 'ok' };
  }

  /** What the segments take, and what they may still take before appends are refused; of the last look. */
  room(): JournalRoom {
    return { usedBytes: this.usedBytes, freeBytes: this.least(Number.isFinite(this.disk.totalBytes) ? this.disk.freeBytes - this.reserve() : Infinity) };
  }

  check(): Promise<void> {
    this.checking ??= this.look().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  private async look(): Promise<void> {
    this.checkedAt = this.options.clock.monotonicMillis();
    try {
      this.disk = await this.options.fileSystem.space(this.options.directory);
    } catch {
      // A disk that cannot even tell its room will say so at the next write, where it counts.
      return;
    }
    this.diskFull = this.disk.freeBytes < this.reserve();
  }

  /** What stays free on the disk. */
  private reserve(): number {
    const { refuseBelowShare, refuseBelowBytes } = this.options.limits;
    return Math.max(this.disk.totalBytes * refuseBelowShare, refuseBelowBytes);
  }

  private least(onDisk: number): number {
    return Math.max(0, Math.min(onDisk, this.options.maxBytes - this.usedBytes));
  }

  private isStale(): boolean {
    return this.options.clock.monotonicMillis() - this.checkedAt >= this.options.limits.recheckMillis;
  }

  private isLow(): boolean {
    const { limits, maxBytes } = this.options;
    return this.disk.freeBytes < this.disk.totalBytes * limits.lowBelowShare || this.usedBytes > maxBytes * (1 - limits.lowBelowShare);
  }
}
