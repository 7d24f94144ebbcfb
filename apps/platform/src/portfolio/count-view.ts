import type { PortfolioCount } from '@yanshou/api-schema';
import type { ProgrammeCount } from '@yanshou/kpi';
import type { Designation } from '@yanshou/telemetry';
import { formatIsoMicros } from '@yanshou/telemetry';

/** A count as the API shows it, with the designations behind it by name and document. */
export function countView({ at, reasons, counted, ...rest }: ProgrammeCount, designations: readonly Designation[]): PortfolioCount {
  const byKey = new Map(designations.map((one) => [`${one.project}/${one.id}`, one]));
  return {
    ...rest, at: formatIsoMicros(at), reasons: [...reasons], sourceKind: 'entered', coverage: null,
    counted: counted.flatMap((key) => {
      const one = byKey.get(key);
      return one === undefined ? [] : [{ project: one.project, designation: one.id, subject: one.subject, document: one.document.number, datedAt: formatIsoMicros(one.document.datedAt) }];
    }),
  };
}
