import type { BilingualText } from '../bilingual.js';

/** Whose figures an alert reads. */
export type AlertAudience = 'programme' | 'platform';

/** What somebody is told of the figures for dashboards (docs/adr/0017-grafana.md). It is so for every series whose last value is above 0: no limit is written here. */
export interface FigureAlert {
  /** Letters, digits, `-` and `_`. */
  readonly uid: string;
  readonly text: BilingualText;
  /** InfluxQL with `$timeFilter` for the time range. */
  readonly query: string;
  /** Tags that say what it is about, in this order. */
  readonly names: readonly ('project' | 'indicator' | 'instance')[];
  /** How long it has to be so. */
  readonly pending: string;
  /** What no answer means. */
  readonly noData: 'OK' | 'Alerting';
  readonly severity: 'warning' | 'critical';
  /** Where it is shown: number of the panel in the dashboard of its audience. */
  readonly panel: number;
}
