import type { FoldKind, FoldQuery, KeptFold } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Database } from './database.js';
import { transaction } from './transaction.js';

export async function foldCursor(database: Database): Promise<number> {
  const found = await database.read((connection) => connection.runAndReadAll('select next_sequence::double from meta'));
  return found.getRows()[0]?.[0] as number;
}

/** One statement, so of one moment. */
export async function keptFolds(database: Database, { project, form, unit, metric, from, to }: FoldQuery): Promise<readonly KeptFold[]> {
  const found = await database.read((connection) => connection.runAndReadAll(
    `select f.begins::double, f.ends::double, f.sequence::double, f.body from kept_folds f
     where f.project = $1 and f.form = $2 and f.unit = $3 and f.metric = $4 and f.begins >= $5 and f.ends <= $6
       and not exists (select 1 from dirty_hours d where d.project = f.project and d.sequence > f.sequence
         and d.hour::bigint * ${MICROS_PER_HOUR} < f.ends and (d.hour::bigint + 1) * ${MICROS_PER_HOUR} > f.begins)
     order by f.begins, f.ends`, [project, form, unit, metric, BigInt(from), BigInt(to)]));
  type Row = readonly [number, number, number, { readonly bytes: Uint8Array }];
  return (found.getRows() as unknown as Row[]).map(([begins, ends, sequence, { bytes }]) => ({ from: begins, to: ends, sequence, body: bytes }));
}

/** Two that replace the same fold at a time would be in each other's way: one after the other, and no commit waits for them. */
const KEEPING = new WeakMap<Database, Promise<void>>();

export function keepFolds(database: Database, { project, form, unit, metric }: FoldKind, folds: readonly KeptFold[]): Promise<void> {
  const kept = (KEEPING.get(database) ?? Promise.resolve()).then(() => replaceFolds(database, { project, form, unit, metric }, folds));
  KEEPING.set(database, kept.catch(() => undefined));
  return kept;
}

async function replaceFolds(database: Database, { project, form, unit, metric }: FoldKind, folds: readonly KeptFold[]): Promise<void> {
  if (folds.length === 0) return;
  await database.read((connection) => transaction(connection, async () => {
    const same = 'project = $1 and form = $2 and unit = $3 and metric = $4';
    for (const { from, to } of folds) {
      await connection.run(`delete from kept_folds where ${same} and begins = $5 and ends = $6`, [project, form, unit, metric, BigInt(from), BigInt(to)]);
    }
    const appender = await connection.createAppender('kept_folds');
    try {
      for (const { from, to, sequence, body } of folds) {
        for (const text of [project, form, unit, metric]) appender.appendVarchar(text);
        for (const number of [from, to, sequence]) appender.appendBigInt(BigInt(number));
        appender.appendBlob(body);
        appender.endRow();
      }
    } finally {
      appender.closeSync();
    }
  }));
}
