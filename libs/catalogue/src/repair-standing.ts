import { parseIsoMicros } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';

/** As much of a row's sufficiency as tells what can be mended. */
export interface JudgedSufficiency {
  readonly gates: boolean;
  readonly legs: readonly { readonly rules: readonly { readonly held: boolean; readonly repairableUntil: string | null }[] }[];
}

/** Rules that do not hold, by whether data sent at a time still counts. */
export interface RepairStanding {
  readonly failing: number;
  readonly repairable: number;
  readonly tooLate: number;
  /** Whatever is sent. */
  readonly byNoData: number;
}

/** Of a value that is held back; none of its rules where the figure is only shown. */
export function repairStanding({ gates, legs }: JudgedSufficiency, at: Micros): RepairStanding {
  const failing = gates ? legs.flatMap(({ rules }) => rules.filter(({ held }) => !held)) : [];
  const untils = failing.flatMap(({ repairableUntil }) => (repairableUntil === null ? [] : [parseIsoMicros(repairableUntil) ?? -Infinity]));
  const repairable = untils.filter((until) => at <= until).length;
  return { failing: failing.length, repairable, tooLate: untils.length - repairable, byNoData: failing.length - untils.length };
}

/** The same in words; null where nothing fails. */
export function repairText(figure: JudgedSufficiency, at: Micros): BilingualText | null {
  const { failing, repairable, tooLate, byNoData } = repairStanding(figure, at);
  if (failing === 0) return null;
  return {
    zh: `数据充分性不符合 ${failing} 项：仍在补救期限内 ${repairable} 项，已过期限 ${tooLate} 项，补传不能补救 ${byNoData} 项`,
    en: `${failing} rules of sufficiency do not hold: data still counts for ${repairable}, comes too late for ${tooLate}, repairs nothing for ${byNoData}`,
  };
}
