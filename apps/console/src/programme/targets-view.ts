import type { Comparator } from '@yanshou/telemetry';
import { scopeOf } from '../administration/administration-view.js';
import type { Settings } from '../administration/administration-view.js';
import { entered } from '../ui/text-field.js';
import type { Template } from './programme-queries.js';
import type { Changed } from './use-settings-write.js';

/** What a programme demands of a direction's indicator, of all batches or of those named. */
export type ProgrammeTarget = NonNullable<Settings['targets']>[number];

/** An indicator of a direction as a contract would start from it. */
export interface TargetRow {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly clause: string;
  readonly comparator: Comparator;
  readonly unit: string;
  /** Null where neither document nor programme names a number: the contract has to. */
  readonly target: number | null;
  readonly documentTarget: number | null;
  readonly loweredFrom: number | null;
  readonly loweredApproval: string | null;
  /** The programme's own target, where it has set one. */
  readonly own: ProgrammeTarget | undefined;
  /** That target where a change of it is one of this batch: of a batch that is looked at by itself, what holds for all is left alone. */
  readonly changed: ProgrammeTarget | undefined;
}

/** The indicators of a direction, those with a target first. */
export function rowsOf({ direction, targets, open }: Template, set: readonly ProgrammeTarget[], batch: string): readonly TargetRow[] {
  const setFor = (indicator: string): Pick<TargetRow, 'own' | 'changed'> => {
    const own = ownTarget(set, { direction, indicator, batch });
    return { own, changed: batch === '' || own?.batches !== undefined ? own : undefined };
  };
  return [
    ...targets.map(({ target: { indicator, clause, comparator, unit, value, approval = null }, nameZh, nameEn, documentTarget, loweredFrom }) =>
      ({ indicator, nameZh, nameEn, clause, comparator, unit, target: value, documentTarget, loweredFrom, loweredApproval: approval, ...setFor(indicator) })),
    ...open.map((one) => ({ ...one, target: null, documentTarget: null, loweredFrom: null, loweredApproval: null, ...setFor(one.indicator) })),
  ];
}

interface Place {
  readonly direction: string;
  readonly indicator: string;
  readonly batch: string;
}

/** The target that counts for a batch: one that names it before one that names none. */
export function ownTarget(set: readonly ProgrammeTarget[], { direction, indicator, batch }: Place): ProgrammeTarget | undefined {
  const ofIndicator = set.filter((one) => one.direction === direction && one.indicator === indicator);
  return ofIndicator.find(({ batches }) => batches?.includes(batch)) ?? ofIndicator.find(({ batches }) => batches === undefined);
}

/** Settings with `next` in the place of `before`; at the end where there was none. */
export function withTarget(settings: Settings, before: ProgrammeTarget | undefined, next: ProgrammeTarget): Changed {
  const targets = settings.targets ?? [];
  const place = placeOf(targets, before);
  const at = place < 0 ? targets.length : place;
  return { settings: { ...settings, targets: [...targets.slice(0, at), next, ...targets.slice(at + 1)] }, entry: `targets[${at}]` };
}

/** What was set is as the document has it again. */
export function withoutTarget(settings: Settings, before: ProgrammeTarget): Settings {
  const targets = settings.targets ?? [];
  const at = placeOf(targets, before);
  return { ...settings, targets: targets.filter((_, index) => index !== at) };
}

/** One indicator has one target a direction and set of batches. */
const placeOf = (targets: readonly ProgrammeTarget[], wanted: ProgrammeTarget | undefined): number =>
  wanted === undefined ? -1 : targets.findIndex((one) => keyOf(one) === keyOf(wanted));
const keyOf = ({ direction, indicator, batches = [] }: ProgrammeTarget): string => [direction, indicator, ...batches.toSorted()].join('\n');

/** A target as its form has it; without batches it holds for all. */
export function targetOf(form: FormData, { direction, indicator, unit }: { readonly direction: string; readonly indicator: string; readonly unit: string }): ProgrammeTarget {
  const [approval, batches] = [entered(form, 'approval').trim(), scopeOf(entered(form, 'batches'))];
  return {
    direction, indicator, unit, comparator: entered(form, 'comparator') as Comparator, value: Number(entered(form, 'value')), clause: entered(form, 'clause').trim(),
    ...(approval === '' ? {} : { approval }), ...(batches.length === 0 ? {} : { batches }),
  };
}
