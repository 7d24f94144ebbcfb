import { inProject, stateTable } from './0001-registry.js';
import type { Migration } from './migration.js';

const fixed = (name: string): string => `create trigger ${name}_append_only before update or delete on ${name} for each row execute function refuse_change()`;
const TABLES = ['asset_ledgers', 'ledger_assets', 'replacements'];

/** The same paper in two projects is found by its number or its file without reading every project's evidence; ledgers and replacements are never changed. */
export const evidenceAndAssets: Migration = {
  id: 7,
  name: 'evidence-and-assets',
  statements: [
    `alter table evidence_files
      add column number_key text generated always as (state->>'numberKey') stored,
      add column sha256 text generated always as (state->>'sha256') stored,
      add column status text generated always as (state->>'status') stored`,
    'create index evidence_files_by_number on evidence_files (number_key) where number_key is not null',
    'create index evidence_files_by_file on evidence_files (sha256)',
    stateTable('asset_ledgers', [inProject('asset_ledgers')]),
    stateTable('ledger_assets', ["ledger text generated always as (state->>'ledger') stored", inProject('ledger_assets')]),
    stateTable('replacements', [inProject('replacements')]),
    ...TABLES.flatMap((name) => [`create index ${name}_by_project on ${name} (project)`, fixed(name)]),
  ],
};
