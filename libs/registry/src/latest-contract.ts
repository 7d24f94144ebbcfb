import type { ContractState } from './entity-kinds.js';
import type { Database } from './schema.js';

/** The version of a project's contract that is in force. */
export async function latestContract(db: Database, project: string): Promise<ContractState | undefined> {
  const row = await db.selectFrom('contracts').select('state').where('project', '=', project).orderBy('revision', 'desc').limit(1).executeTakeFirst();
  return row?.state as ContractState | undefined;
}
