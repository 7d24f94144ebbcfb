import { createHash } from 'node:crypto';

/** One step forward. Once released it never changes: its checksum is compared at every start. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const migrationChecksum = (migration: Migration): string =>
  createHash('sha256').update(migration.statements.join(';\n')).digest('hex');
