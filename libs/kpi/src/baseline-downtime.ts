import type { BilingualText, Outcome } from '@yanshou/catalogue';
import type { EvaluationContext } from './evaluation-context.js';
import { formatShare } from './format-value.js';
import { legMinutes } from './heard-spans.js';
import { downtime } from './platform-silence.js';

/**
 * What a value that rests on devices of the baseline says of the platform's downtime there: it takes intervals away as in the
 * reporting period, and the row's platform coverage is of that period alone. Nothing without downtime.
 */
export function baselineDowntime({ figures }: Extract<Outcome, { readonly kind: 'value' }>, { contract, platformSilence, baselinePlatformCoverage: heard }: EvaluationContext): readonly BilingualText[] {
  const baseline = legMinutes(contract, 'baseline');
  const reads = figures.legs?.some(({ leg, intervals }) => leg === 'baseline' && intervals !== null) ?? false;
  if (!baseline || !heard || !reads) return [];
  const minutes = downtime(platformSilence).reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, baseline.to) - Math.max(from, baseline.from)), 0);
  return minutes === 0 ? [] : [noteOf(minutes, formatShare(heard.covered / heard.total))];
}

const noteOf = (minutes: number, share: string): BilingualText => ({
  zh: `基期内平台自身停机 ${minutes} 分钟（有心跳证明，基期平台数据完整率 ${share}），其间事后未补传的间隔不计入应有间隔`,
  en: `the platform itself was down for ${minutes} minutes of the baseline (its heartbeat shows it; platform coverage of the baseline ${share}); intervals of it for which nothing was delivered later are not expected`,
});
