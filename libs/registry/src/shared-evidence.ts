import { sql } from 'kysely';
import type { EvidenceFile, SharedEvidence } from './records.js';
import type { Database } from './schema.js';

interface SharedRow {
  readonly by: 'number' | 'file';
  readonly own: EvidenceFile;
  readonly other: EvidenceFile;
}

/** By key, then number before file; papers that were rejected count on neither side. */
export async function sharedEvidence(db: Database, project: string): Promise<SharedEvidence[]> {
  const { rows } = await sql<SharedRow>`
    select 'number' as by, a.state as own, b.state as other from evidence_files a join evidence_files b on b.number_key = a.number_key
      where a.project = ${project} and b.project <> a.project and a.status <> 'rejected' and b.status <> 'rejected'
    union all
    select 'file', a.state, b.state from evidence_files a join evidence_files b on b.sha256 = a.sha256
      where a.project = ${project} and b.project <> a.project and a.status <> 'rejected' and b.status <> 'rejected'`.execute(db);
  const key = ({ own, by, other }: SharedRow): string => [own.id, by === 'number' ? 0 : 1, other.project, other.id].join('\n');
  return rows.map(({ by, own, other }) => ({ by, own, other })).sort((left, right) => (key(left) < key(right) ? -1 : 1));
}
