import { registryTables } from './0001-registry.js';
import type { Migration } from './migration.js';

export const migrations: readonly Migration[] = [registryTables];
