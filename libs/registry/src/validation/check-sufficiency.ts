import { METRIC_NAME, PRINCIPAL_ID, sufficiencyTerms } from '@yanshou/telemetry';
import type { SeriesChange, SufficiencyTerms } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkShare, firstFault, firstOf } from './field-checks.js';
import type { Check } from './field-checks.js';

const SHARES = ['minimumHoursOfDay', 'minimumDays', 'minimumUniqueValues', 'maximumLate', 'maximumServerStamped'] as const;
const MOST_HOURS = 366 * 24;
const MOST_DAYS = 20 * 366;

/** The first thing wrong with the terms of sufficiency, its field as a path within the contract. */
export const checkSufficiency = (terms: SufficiencyTerms): InputFault | undefined =>
  firstFault(
    firstOf(SHARES, (name) => firstFault(terms[name] !== undefined && checkShare(`sufficiency.${name}`, terms[name]))),
    checkWhole('longestGapHours', terms.longestGapHours, 0, MOST_HOURS),
    checkWhole('minimumBaselineDays', terms.minimumBaselineDays, 0, MOST_DAYS),
    checkWhole('maximumBaselineDays', terms.maximumBaselineDays, 1, MOST_DAYS),
    checkBaseline(terms),
    firstOf(terms.seriesChanges ?? [], checkSeriesChange),
  );

const checkWhole = (name: keyof SufficiencyTerms, value: number | undefined, least: number, most: number): Check =>
  value !== undefined && !(Number.isSafeInteger(value) && value >= least && value <= most) &&
    invalid(`sufficiency.${name}`, `须为 ${least} 至 ${most} 的整数`, `must be a whole number from ${least} to ${most}`);

function checkSeriesChange({ device, metric, reason }: SeriesChange, index: number): InputFault | undefined {
  const at = `sufficiency.seriesChanges[${index}]`;
  return firstFault(
    !PRINCIPAL_ID.test(device) && invalid(`${at}.device`, '须为台账中的设备编号', 'must be the id of a device of the inventory'),
    metric !== undefined && !METRIC_NAME.test(metric) && invalid(`${at}.metric`, '须为测点名', 'must be the name of a metric'),
    reason.trim() === '' && invalid(`${at}.reason`, '请写明变更的理由与依据', 'say why the change was agreed, and by which document'),
  );
}

/** One of the two may be the default: no baseline can be both longer and shorter. */
function checkBaseline(terms: SufficiencyTerms): Check {
  const { minimumBaselineDays, maximumBaselineDays } = sufficiencyTerms({ sufficiency: terms });
  return maximumBaselineDays < minimumBaselineDays &&
    invalid('sufficiency.maximumBaselineDays', `不得小于基期最少天数（${minimumBaselineDays}）`, `must not be below the fewest days of a baseline (${minimumBaselineDays})`);
}
