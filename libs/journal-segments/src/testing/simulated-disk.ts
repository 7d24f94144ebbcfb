import { basename } from 'node:path';
import { lockedFailure } from '../faults.js';
import type { FreeSpace, JournalFileSystem, OpenFile, OpenMode } from '../file-system.port.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatedFile } from './simulated-file.js';

/** What may be wrong with a disk. */
export interface DiskFaults {
  /** fdatasync, fsync, fsync of the directory: says yes and does nothing. */
  lyingDatasync?: boolean;
  lyingSync?: boolean;
  lyingDirectorySync?: boolean;
  /** fdatasync says yes at once and flushes a little later: an acknowledgement that overtakes its flush. */
  lateDatasync?: boolean;
  /** Every write, or every flush, fails. */
  writeError?: string;
  flushError?: string;
  /** What the disk says is free, whatever its capacity. */
  freeBytes?: number;
}

type DirectoryChange = (names: Map<string, SimulatedFile>) => void;

/** One directory of a disk that keeps unflushed changes in memory and can lose its power at any call. */
export class SimulatedDisk {
  readonly faults: DiskFaults = {};
  /** Bytes that all files together may hold. */
  capacity = Infinity;
  /** Calls that are still answered before this life ends. */
  callsLeft = Infinity;
  /** How it ends then. */
  ending: 'power-cut' | 'kill' = 'power-cut';
  /** Lives that have ended: by power cuts and by kills. */
  cuts = 0;
  names = new Map<string, SimulatedFile>();
  locked = false;
  private durableNames = new Map<string, SimulatedFile>();
  private pending: DirectoryChange[] = [];
  private lifeEnded: () => void = () => undefined;
  /** Resolves when this life ends. */
  blackout: Promise<void> = this.nextBlackout();

  constructor(private readonly random: SeededRandom = new SeededRandom(1)) {}

  /** The disk as the programs of one life see it: after a power cut their calls are never answered. */
  mount(): JournalFileSystem {
    return new MountedDisk(this, this.cuts);
  }

  /** The power fails: calls under way never return, and what was not flushed is lost by chance. */
  cutPower(): void {
    for (const change of this.pending) if (this.random.chance(0.5)) change(this.durableNames);
    this.names = new Map(this.durableNames);
    this.pending = [];
    for (const file of this.names.values()) file.losePower(this.random);
    this.endLife();
  }

  /** The program is killed: its calls never return, and the disk keeps what was written, flushed or not. */
  kill(): void {
    this.endLife();
  }

  /** Ends this life as `ending` says. */
  end(): void {
    if (this.ending === 'kill') this.kill();
    else this.cutPower();
  }

  private endLife(): void {
    this.cuts += 1;
    this.locked = false;
    this.callsLeft = Infinity;
    this.lifeEnded();
    this.blackout = this.nextBlackout();
  }

  file(name: string): SimulatedFile {
    const file = this.names.get(name);
    if (file === undefined) throw coded('ENOENT', name);
    return file;
  }

  usedBytes(): number {
    let bytes = 0;
    for (const file of this.names.values()) bytes += file.content.length;
    return bytes;
  }

  rearrange(change: DirectoryChange): void {
    change(this.names);
    this.pending.push(change);
  }

  syncNames(): void {
    this.durableNames = new Map(this.names);
    this.pending = [];
  }

  /** Every call passes here, on its way in and, when it changes the disk, on its way out. */
  async call(life: number): Promise<void> {
    if (life === this.cuts && this.callsLeft > 0) {
      this.callsLeft -= 1;
      return;
    }
    if (life === this.cuts) this.end();
    await new Promise<never>(() => undefined);
  }

  private nextBlackout(): Promise<void> {
    return new Promise((resolve) => {
      this.lifeEnded = resolve;
    });
  }
}

class MountedDisk implements JournalFileSystem {
  constructor(private readonly disk: SimulatedDisk, private readonly life: number) {}

  ensureDirectory(): Promise<void> {
    return Promise.resolve();
  }

  async open(path: string, mode: OpenMode): Promise<OpenFile> {
    await this.disk.call(this.life);
    const name = basename(path);
    if (mode !== 'create') return this.handle(this.disk.file(name));
    if (this.disk.names.has(name)) throw coded('EEXIST', name);
    const file = new SimulatedFile();
    this.disk.rearrange((names) => names.set(name, file));
    return this.handle(file);
  }

  async list(): Promise<string[]> {
    await this.disk.call(this.life);
    return [...this.disk.names.keys()];
  }

  async rename(from: string, to: string): Promise<void> {
    await this.disk.call(this.life);
    const file = this.disk.file(basename(from));
    this.disk.rearrange((names) => {
      names.delete(basename(from));
      names.set(basename(to), file);
    });
  }

  async link(existing: string, path: string): Promise<void> {
    await this.disk.call(this.life);
    const file = this.disk.file(basename(existing));
    this.disk.rearrange((names) => names.set(basename(path), file));
  }

  async remove(path: string): Promise<void> {
    await this.disk.call(this.life);
    this.disk.rearrange((names) => names.delete(basename(path)));
  }

  async syncDirectory(): Promise<void> {
    await this.disk.call(this.life);
    if (!this.disk.faults.lyingDirectorySync) this.disk.syncNames();
  }

  space(): Promise<FreeSpace> {
    const { capacity, faults } = this.disk;
    const totalBytes = capacity === Infinity ? 1e12 : capacity;
    return Promise.resolve({ totalBytes, freeBytes: faults.freeBytes ?? totalBytes - this.disk.usedBytes() });
  }

  lock(directory: string): Promise<() => Promise<void>> {
    if (this.disk.locked) return Promise.reject(lockedFailure(directory, 0));
    this.disk.locked = true;
    return Promise.resolve(() => {
      this.disk.locked = false;
      return Promise.resolve();
    });
  }

  private handle(file: SimulatedFile): OpenFile {
    const { faults } = this.disk;
    return {
      write: (bytes, position) => this.write(file, bytes, position),
      read: (into, position) => Promise.resolve(file.content.copy(into, 0, position)),
      datasync: () => this.flush(file, faults.lyingDatasync, faults.lateDatasync),
      sync: () => this.flush(file, faults.lyingSync),
      truncate: async (length) => {
        await this.disk.call(this.life);
        file.truncate(length);
      },
      size: () => Promise.resolve(file.content.length),
      close: () => Promise.resolve(),
    };
  }

  private async write(file: SimulatedFile, bytes: Buffer, position: number): Promise<number> {
    await this.disk.call(this.life);
    if (this.disk.faults.writeError) throw coded(this.disk.faults.writeError, 'write');
    const growth = Math.max(0, position + bytes.length - file.content.length);
    const short = Math.max(0, growth - Math.max(0, this.disk.capacity - this.disk.usedBytes()));
    if (short >= bytes.length && short > 0) throw coded('ENOSPC', 'write');
    file.write(bytes.subarray(0, bytes.length - short), position);
    await this.disk.call(this.life);
    return bytes.length - short;
  }

  private async flush(file: SimulatedFile, lying = false, late = false): Promise<void> {
    await this.disk.call(this.life);
    if (this.disk.faults.flushError) throw coded(this.disk.faults.flushError, 'fdatasync');
    if (late) setImmediate(() => this.life === this.disk.cuts && file.flush());
    else if (!lying) file.flush();
    await this.disk.call(this.life);
  }
}

const coded = (code: string, call: string): Error => Object.assign(new Error(`${code}: ${call}`), { code });
