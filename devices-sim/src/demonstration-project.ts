import type { ProjectContract, ProjectInventory, Site } from '@yanshou/telemetry';

/** Where the readings of a demonstration come from; every message repeats it. */
export type DemonstrationOrigin = 'simulated' | 'replayed';

/** All that a platform must know before the first message of a simulated or replayed project. Plain data. */
export interface DemonstrationProject {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly programme: string;
  readonly direction: string;
  /** `demonstration` is true: simulated and replayed readings count here and nowhere else. */
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly sites: readonly Site[];
  readonly origin: DemonstrationOrigin;
}
