import { startOfDay } from '../format/time-text.js';
import type { Dictionary } from '../i18n/dictionary.js';

/** The instants of a period given by its first and last day in the project's zone; or what is wrong with it. */
export function assessmentPeriod(first: string, last: string, zone: string, texts: Dictionary['assessments']): { readonly from: string; readonly to: string } | { readonly fault: string } {
  if (first === '' || last === '') return { fault: texts.periodMissing };
  if (last < first) return { fault: texts.periodInverted };
  return { from: startOfDay(first, zone), to: startOfDay(last, zone, 1) };
}
