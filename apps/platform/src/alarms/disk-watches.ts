import { statSync } from 'node:fs';
import type { HealthCheck } from '../health/platform-health.js';
import { diskCheck } from '../health/dependency-checks.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import { DiskWatch } from './disk-watch.js';
import type { DiskRoom } from './disk-watch.js';

/** The disk of the data directory; `shared`: that of the keys, evidence files and bundles, where it is another one. */
export type DiskName = 'data' | 'shared';

interface WatchedDisk {
  readonly name: DiskName;
  readonly directory: string;
  readonly watch: DiskWatch;
}

/** The disks on which this process keeps something that cannot be made again. */
export class DiskWatches {
  private readonly disks: readonly WatchedDisk[];

  /** `deviceOf` tells file systems apart. */
  constructor({ root, shared }: Pick<DataDirectory, 'root' | 'shared'>, deviceOf: (directory: string) => number = deviceOfDirectory, watch = (directory: string): DiskWatch => new DiskWatch(directory)) {
    const data: WatchedDisk = { name: 'data', directory: root, watch: watch(root) };
    this.disks = deviceOf(root) === deviceOf(shared) ? [data] : [data, { name: 'shared', directory: shared, watch: watch(shared) }];
  }

  async look(): Promise<void> {
    await Promise.all(this.disks.map((disk) => disk.watch.look()));
  }

  /** Of those that tell, by name. */
  rooms(): readonly (readonly [DiskName, DiskRoom])[] {
    return this.disks.flatMap(({ name, watch }) => {
      const room = watch.read();
      return room === undefined ? [] : [[name, room] as const];
    });
  }

  /** The free share of the one that has least, and where that is; undefined while none tells. */
  tightest(): { readonly freeShare: number; readonly directory: string } | undefined {
    const told = this.disks.flatMap(({ directory, watch }) => {
      const room = watch.read();
      return room === undefined ? [] : [{ freeShare: room.freeBytes / room.totalBytes, directory }];
    });
    return told.sort((one, other) => one.freeShare - other.freeShare)[0];
  }

  checks(lowShare: number): HealthCheck[] {
    return this.disks.map(({ name, watch }) => diskCheck(name, { room: watch.read(), fault: watch.error(), lowShare }));
  }
}

const deviceOfDirectory = (directory: string): number => statSync(directory).dev;
