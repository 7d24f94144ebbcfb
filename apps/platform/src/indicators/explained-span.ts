import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, fail, formatIsoMicros } from '@yanshou/telemetry';
import type { AssessmentOutcome } from '../assessment/assessment-fault.js';
import { checkPeriod } from '../assessment/check-period.js';
import type { Period } from '../assessment/check-period.js';

/** A leap year: what is read grows with the hours, and anybody who may read a project may ask. */
const LONGEST_DAYS = 366;

/** A span that a value may be explained over: part of the contract's window, ended, and at most a year long. */
export function checkSpan(span: Period, window: Period, now: Micros): AssessmentOutcome<Period> {
  const checked = checkPeriod(span, now);
  if (!checked.ok) return checked;
  if (span.from < window.from || span.to > window.to) {
    const [from, to] = [formatIsoMicros(window.from), formatIsoMicros(window.to)];
    return fail({
      code: 'period-outside-window', field: span.from < window.from ? 'from' : 'to',
      zh: `时段须在任务书考核期内（${from} 至 ${to}），请更正`, en: `the period must lie within the contract's window (${from} to ${to}): correct it`,
    });
  }
  if (span.to - span.from > LONGEST_DAYS * MICROS_PER_DAY) {
    return fail({ code: 'period-too-long', field: 'from', zh: `时段超过 ${LONGEST_DAYS} 天，请缩短后分段查询`, en: `the period is longer than ${LONGEST_DAYS} days: ask for it in parts` });
  }
  return checked;
}
