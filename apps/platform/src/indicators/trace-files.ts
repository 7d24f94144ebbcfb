import type { ExplainedRow, TracedSource, TracedStep } from '@yanshou/kpi';
import type { EvidenceFile } from '@yanshou/registry';
import type { DeclaredFigure } from '@yanshou/telemetry';

/** Adds the digests of the files behind declared figures: a file that is offered for no indicator is in no evaluation. */
export function withFileDigests({ row, trace }: ExplainedRow, figures: readonly DeclaredFigure[], files: readonly EvidenceFile[]): ExplainedRow {
  const digests = new Map(files.map(({ id, sha256 }) => [id, sha256]));
  const fileOf = new Map(figures.map(({ id, evidence }) => [id, evidence === undefined ? undefined : digests.get(evidence)]));
  const filled = (source: TracedSource | null): TracedSource | null =>
    (source?.kind === 'figure' && source.sha256 === null ? { ...source, sha256: fileOf.get(source.id ?? '') ?? null } : source);
  const steps = trace.steps.map(({ table, ...step }): TracedStep => ({ ...step, table: table && { ...table, rows: table.rows.map(({ cells, source }) => ({ cells, source: filled(source) })) } }));
  return { row, trace: { ...trace, steps } };
}
