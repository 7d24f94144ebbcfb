import type { BilingualText } from '@yanshou/catalogue';

/** What a forecast is called wherever it is shown. */
export const FORECAST_LABEL: BilingualText = { zh: '预测（非结论）', en: 'forecast, not a conclusion' };
export const FORECAST_METHOD: BilingualText = {
  zh: '以近 90 天的日窗口（不足时用月窗口）作最小二乘直线，推算考核期末窗口的值及其双侧 80% 预测区间；相邻残差相关时按等效独立点数放宽区间',
  en: 'a least-squares line through the daily windows of the last 90 days (or the monthly ones) read at the last window of the period, with its two-sided 80 % prediction interval, wider where residuals follow each other',
};

export const NO_TARGET: BilingualText = { zh: '没有目标值', en: 'there is no target' };
export const ENDED: BilingualText = { zh: '考核期已结束，以核算值为准', en: 'the assessment window has ended: the value counts' };
export const CANNOT_FIT: BilingualText = { zh: '各窗口的值不能确定一条趋势线', en: 'the windows determine no trend' };
export const NOT_INDEPENDENT: BilingualText = {
  zh: '各窗口的值彼此高度相关，等效独立点数不足 10', en: 'the windows follow each other too closely: fewer than 10 independent points',
};
export const tooFewWindows = (days: number, months: number, least: { readonly day: number; readonly month: number }): BilingualText => ({
  zh: `可用窗口不足：日窗口 ${days}/${least.day}，月窗口 ${months}/${least.month}`,
  en: `too few windows: ${days} of ${least.day} days, ${months} of ${least.month} months`,
});
export const tooMuchMissing = (used: number, all: number): BilingualText => ({
  zh: `${all} 个窗口中只有 ${used} 个数据充分（须达 80%）`, en: `the data of only ${used} of ${all} windows suffices (80 % are needed)`,
});
