import type { Clock } from '@yanshou/telemetry';
import type { DataDirectory } from '../runtime/data-directory.js';
import type { Progress } from './progress.js';

/** What is to be backed up, and where to. */
export interface BackupOrder {
  readonly data: DataDirectory;
  /** A folder that is empty, or not there. */
  readonly target: string;
  /** False where the registry is on a server. */
  readonly registry: boolean;
  /** Also the time-series store; only while the platform is stopped. */
  readonly store: boolean;
  readonly clock: Clock;
  readonly progress: Progress;
}
