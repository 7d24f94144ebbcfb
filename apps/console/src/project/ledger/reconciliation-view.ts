import type { ReconciliationView } from '@yanshou/api-schema';

type Finding = ReconciliationView['findings'][number];
export type FindingCode = Finding['code'];

/** Differences of one kind, and what they come to. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly count: number;
  /** On the number of equipment, were the ledger followed. */
  readonly effect: number;
}

/** The kinds of difference that there are, in the order in which they come first. */
export function groupsOf(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<FindingCode, FindingGroup>();
  for (const { code, effect } of findings) {
    const { count, effect: before } = groups.get(code) ?? { count: 0, effect: 0 };
    groups.set(code, { code, count: count + 1, effect: before + effect });
  }
  return [...groups.values()];
}

/** A bar of the balance, in per cent of the widest count. */
export interface BalanceBar {
  readonly code: FindingCode | 'inventory' | 'byLedger';
  readonly start: number;
  readonly length: number;
  /** Whole counts: of the ends, how many; of the steps between, by how much. */
  readonly figure: number;
  readonly side: 'whole' | 'up' | 'down';
}

/** From the inventory's count, step by step, to the count by the ledger. Empty where there is no ledger. */
export function balanceBars({ equipment: { inventory, byLedger }, findings }: ReconciliationView): readonly BalanceBar[] {
  if (byLedger === null) return [];
  const steps = groupsOf(findings).filter(({ effect }) => effect !== 0);
  let level = inventory;
  const levels = steps.map(({ effect }) => (level += effect));
  const widest = Math.max(inventory, byLedger, ...levels, 1);
  const percent = (count: number): number => (100 * count) / widest;
  const whole = (code: 'inventory' | 'byLedger', count: number): BalanceBar => ({ code, start: 0, length: percent(count), figure: count, side: 'whole' });
  const between = steps.map(({ code, effect }, index): BalanceBar => {
    const after = levels[index] ?? 0;
    return { code, start: percent(Math.min(after, after - effect)), length: percent(Math.abs(effect)), figure: effect, side: effect > 0 ? 'up' : 'down' };
  });
  return [whole('inventory', inventory), ...between, whole('byLedger', byLedger)];
}

/** `+2`, `−1`, `0`. */
export const effectText = (effect: number): string => (effect > 0 ? `+${effect}` : effect < 0 ? `−${-effect}` : '0');
