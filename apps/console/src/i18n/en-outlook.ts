import type { Texts } from './dictionary.js';
import { counted } from './plural.js';
import type { zhOutlook } from './zh-outlook.js';

/** Texts of the portfolio and of how values came about, in English. */
export const enOutlook: Texts<typeof zhOutlook> = {
  risk: {
    filter: 'Filter by risk',
    all: 'All projects',
    state: { 'off-track': 'Ended, not met', 'suspicious': 'Findings to look into', 'silent': 'Silent', 'at-risk': 'At risk', 'on-track': 'On track', 'unknown': 'Cannot be told' },
    severity: { serious: 'serious', warning: 'warning', notice: 'notice' },
    since: (time) => `since ${time}`,
    more: (count) => `${count} more ${count === 1 ? 'reason' : 'reasons'}`,
    title: 'Risk and forecast',
    noReasons: 'No reason was found',
  },
  averages: {
    title: 'Averages of the programme',
    indicator: 'Indicator',
    plain: 'Plain mean',
    sum: 'sum',
    weighted: 'Weighted mean',
    asZero: 'Missing as 0',
    coverage: 'Least coverage',
    n: (n, of) => `n = ${n} / ${of}`,
    weight: 'Weight',
    leftOut: (count) => `${count} ${count === 1 ? 'project' : 'projects'} left out, and why`,
    members: (count) => `${count} ${count === 1 ? 'project' : 'projects'} counted`,
    setAside: 'Not averaged',
    estimate: 'the platform’s estimate, no conclusion',
  },
  counts: {
    title: 'Demonstration projects, parks and enterprises',
    entered: 'by designations that officers entered, not by telemetry',
    indicator: 'Indicator',
    number: 'On the list',
    verdict: 'Against the target',
    countedAt: 'Counted at',
    others: (ended, toCome, again) => `not counted: ${ended} ended, ${toCome} still to begin, ${again} named twice`,
    counted: (count) => `${count} counted`,
  },
  forecast: {
    label: 'Forecast, not a conclusion',
    interval: (confidence) => `${confidence} % prediction interval`,
    target: 'Target',
    basis: (n, unit, effective) => `${n} ${unit === 'day' ? 'days' : 'months'}, worth ${effective} independent ones`,
    verdict: { 'likely-met': 'likely to be met', 'likely-missed': 'likely to be missed', 'open': 'open' },
    none: 'No forecast',
    plot: (value, low, high) => `forecast ${value}, interval ${low} to ${high}`,
  },

  trace: {
    title: 'How it was computed',
    how: 'each step: formula, numbers put in, exact result (≈ six places); nothing is rounded on the way, and “source” returns the data that was used',
    none: 'There is no value: ',
    coverage: 'Coverage',
    series: 'Series read by windows',
    source: 'source',
    readings: 'readings',
    leg: { baseline: 'baseline', reporting: 'reporting period' },
    kind: { readings: 'readings', figure: 'declared figure', evidence: 'evidence', batch: 'batch', inventory: 'inventory', contract: 'contract', calendar: 'planned time', messages: 'ledger' },
    windows: (windows, unit, readings) => `${counted(windows, unit)} with data, ${counted(readings, 'reading')}`,
    more: (rows) => `${rows} more rows: see …/explain of the API`,
  },
};
