import type { Leg, MetricRole } from '@yanshou/telemetry';
import type { EvaluationContext } from '../evaluation-context.js';
import { roleMetrics } from '../role-metrics.js';
import { gatedRoles } from '../sufficiency/gated-roles.js';
import type { MinuteSpans } from './presence-spans.js';

/** A series that a gated value may be made of, with the minutes for which it has spoken; none where it was silent. */
export interface JudgedSeries {
  readonly metric: string;
  readonly role: MetricRole;
  readonly spans: MinuteSpans;
}

/** Device → its series whose role a gated target of the contract reads, ascending; null where nothing is known of readings. */
export function judgedSeries({ inventory, contract, quality }: EvaluationContext, leg: Leg): ReadonlyMap<string, readonly JudgedSeries[]> | null {
  if (!quality) return null;
  const gated = gatedRoles(contract);
  const heard = new Map(quality.series.filter((row) => row.leg === leg).map((row) => [`${row.device}\n${row.metric}`, row.spans]));
  const judged = new Map<string, JudgedSeries[]>();
  for (const { device, metric: { name, role } } of roleMetrics(inventory)) {
    if (!gated.has(role)) continue;
    const series = { metric: name, role, spans: heard.get(`${device}\n${name}`) ?? [] };
    const known = judged.get(device);
    if (known) known.push(series);
    else judged.set(device, [series]);
  }
  return judged;
}
