import { numberKey, unitKey } from '@yanshou/telemetry';
import type { EvidenceItem } from '@yanshou/telemetry';
import type { EvidenceFigure, EvidenceRule, IndicatorInputs } from './indicator.js';

type Group = keyof EvidenceFigure;
const GROUPS = ['counted', 'awaiting', 'outsideTerm', 'rejected', 'incomplete', 'notOwned', 'notOfClause'] as const satisfies readonly Group[];

/** What became of each item, ids ascending; an item is in one group, the first reason against it names it. */
export function evidenceGroups(items: readonly EvidenceItem[], rule: EvidenceRule, inputs: Pick<IndicatorInputs, 'term' | 'units'>): EvidenceFigure {
  const units = new Set(inputs.units.map(unitKey));
  const ids = new Map<Group, Set<string>>(GROUPS.map((group) => [group, new Set()]));
  for (const item of items) ids.get(groupOf(item, rule, { term: inputs.term, units }))?.add(item.id);
  return Object.fromEntries(GROUPS.map((group) => [group, [...(ids.get(group) ?? [])].sort()])) as unknown as EvidenceFigure;
}

interface Project {
  readonly term: IndicatorInputs['term'];
  readonly units: ReadonlySet<string>;
}

function groupOf({ status, kind, number = '', owner, legalState, datedAt }: EvidenceItem, { kinds, states }: EvidenceRule, { term, units }: Project): Group {
  if (status === 'rejected') return 'rejected';
  if (kind === undefined || numberKey(number) === '' || owner === undefined || legalState === undefined) return 'incomplete';
  if (datedAt === undefined || datedAt < term.from || datedAt >= term.to) return 'outsideTerm';
  if (!units.has(unitKey(owner))) return 'notOwned';
  if (!kinds.includes(kind) || !states.includes(legalState)) return 'notOfClause';
  return status === 'accepted' ? 'counted' : 'awaiting';
}
