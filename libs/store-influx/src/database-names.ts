import { platformDatabase, programmeDatabase } from './figure-writer.js';
import { databaseOf } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';

/** What the databases of a platform are called, one an audience. */
export interface DatabaseNames {
  readonly platform: string;
  programme(id: string): string;
  project(id: string): string;
}

export const databaseNames = (settings: InfluxSettings): DatabaseNames =>
  ({ platform: platformDatabase(settings), programme: (id) => programmeDatabase(settings, id), project: (id) => databaseOf(settings, id) });
