import { numberKey, unitKey } from '@yanshou/telemetry';
import type { EvidenceItem } from '@yanshou/telemetry';
import type { EvidenceRule, IndicatorInputs } from './indicator.js';
import type { EvidenceFigure } from './outcome-figures.js';

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

function groupOf(item: EvidenceItem, rule: EvidenceRule, { term, units }: Project): Group {
  if (item.status === 'rejected') return 'rejected';
  if (!isComplete(item)) return 'incomplete';
  if (!isWithin(item, term)) return 'outsideTerm';
  if (!units.has(unitKey(item.owner))) return 'notOwned';
  if (!rule.kinds.includes(item.kind) || !rule.states.includes(item.legalState)) return 'notOfClause';
  return item.status === 'accepted' ? 'counted' : 'awaiting';
}

type CompleteItem = EvidenceItem & Required<Pick<EvidenceItem, 'kind' | 'number' | 'owner' | 'legalState'>>;

const isComplete = (item: EvidenceItem): item is CompleteItem =>
  item.kind !== undefined && item.owner !== undefined && item.legalState !== undefined && numberKey(item.number ?? '') !== '';

const isWithin = ({ datedAt }: EvidenceItem, { from, to }: Project['term']): boolean => datedAt !== undefined && datedAt >= from && datedAt < to;
