import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_DAY, fail, formatIsoMicros, ok } from '@yanshou/telemetry';
import type { AssessmentOutcome } from './assessment-fault.js';

export interface Period {
  readonly from: Micros;
  readonly to: Micros;
}

/** A term, its baseline and five years after acceptance fit in; a slip of a digit in a year does not. */
const LONGEST_MICROS = 20 * 366 * MICROS_PER_DAY;

/** A period that has ended, from before to. */
export function checkPeriod({ from, to }: Period, now: Micros): AssessmentOutcome<Period> {
  if (to <= from) {
    return fail({ code: 'period-inverted', field: 'to', zh: '结束时间须晚于开始时间，请更正', en: 'the period must end after it begins: correct it' });
  }
  if (to > now) {
    const at = formatIsoMicros(now);
    return fail({ code: 'period-in-future', field: 'to', zh: `时段尚未结束（现在 ${at}），请在其结束后核算，或缩短时段`, en: `the period has not ended (it is ${at}): assess it afterwards, or shorten it` });
  }
  if (to - from > LONGEST_MICROS) {
    return fail({ code: 'period-too-long', field: 'from', zh: '时段超过二十年，请核对年份', en: 'the period is longer than twenty years: check the year' });
  }
  return ok({ from, to });
}

/**
 * A gain compares the period with the baseline: one that lies in both says nothing. Of single days only those count, which
 * may lie around it. A period that was assessed before the baseline came to lie in it can be restated, or what was issued
 * could never be put right: `issued` are the periods of assessments.
 */
export function checkApart({ from, to }: Period, { baseline, window }: Pick<ProjectContract, 'baseline' | 'window'>, issued: readonly Period[]): AssessmentOutcome<Period> {
  if (baseline === undefined || window.days !== undefined || from >= baseline.to || baseline.from >= to) return ok({ from, to });
  if (issued.some((one) => one.from === from && one.to === to)) return ok({ from, to });
  const [first, last] = [formatIsoMicros(baseline.from), formatIsoMicros(baseline.to)];
  return fail({
    code: 'period-overlaps-baseline', field: from < baseline.to && from >= baseline.from ? 'from' : 'to',
    zh: `时段与基期（${first} 至 ${last}）重叠，请改为互不重叠的时段`, en: `the period overlaps the baseline (${first} to ${last}): choose one apart from it`,
  });
}
