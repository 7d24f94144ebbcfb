import type { Migration } from './migration.js';

/** The same paper in two projects is found by its number or its file without reading every project's evidence. */
export const evidenceNumbers: Migration = {
  id: 7,
  name: 'evidence-numbers',
  statements: [
    `alter table evidence_files
      add column number_key text generated always as (state->>'numberKey') stored,
      add column sha256 text generated always as (state->>'sha256') stored,
      add column status text generated always as (state->>'status') stored`,
    'create index evidence_files_by_number on evidence_files (number_key) where number_key is not null',
    'create index evidence_files_by_file on evidence_files (sha256)',
  ],
};
