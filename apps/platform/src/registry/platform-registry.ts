import { openRegistryWorker } from '@yanshou/registry';
import type { RegistryWorker } from '@yanshou/registry';
import type { PlatformConfig } from '../config/config.js';
import type { DataDirectory } from '../runtime/data-directory.js';

export type PlatformRegistry = RegistryWorker;

/** PostgreSQL where `DATABASE_URL` names one, else the embedded database; in a thread of its own either way. */
export const openPlatformRegistry = (config: PlatformConfig, data: DataDirectory): Promise<PlatformRegistry> =>
  openRegistryWorker(
    config.registry.databaseUrl === undefined
      ? { embeddedDirectory: data.registry, pepperFile: data.pepper }
      : { databaseUrl: config.registry.databaseUrl, limits: config.registry.limits, pepperFile: data.pepper },
  );
