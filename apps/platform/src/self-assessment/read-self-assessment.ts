import { canonicalJson, sha256Hex } from '@yanshou/evidence';
import type { ProjectRecord } from '@yanshou/registry';
import { assessedYear, buildSelfAssessment } from '@yanshou/reports';
import type { SelfAssessmentTable } from '@yanshou/reports';
import type { SelfAssessmentVersion } from '@yanshou/telemetry';
import type { ApiBackend } from '../api/api-backend.js';

/** A table with the digest under which it was issued; null before. */
export interface ReadSelfAssessment {
  readonly table: SelfAssessmentTable;
  readonly digest: string | null;
}

export const digestOf = (facts: unknown): string => `sha256:${sha256Hex(Buffer.from(canonicalJson(facts)))}`;

/**
 * The table of a year: with the values of now, or of the year's end once that is past, and what `version` says of them. An
 * issued version is answered as it was issued.
 */
export async function readSelfAssessment(backend: ApiBackend, project: ProjectRecord, year: number, version?: SelfAssessmentVersion): Promise<ReadSelfAssessment> {
  if (version?.issued !== undefined) return { table: version.issued.table as SelfAssessmentTable, digest: version.issued.digest };
  const { registry, clock } = backend;
  const assessed = assessedYear(year, project.zone, clock.now());
  const [rows, milestones, money] = await Promise.all([backend.indicators(project.id, assessed.asOf, year), registry.milestones(project.id), registry.money(project.id)]);
  const { id, nameZh, nameEn, zone } = project;
  return { table: buildSelfAssessment({ id, nameZh, nameEn, zone }, { year: assessed, rows, milestones, money, digestOf }, version), digest: null };
}
