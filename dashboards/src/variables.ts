import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DatasourceVariableBuilder, QueryVariableBuilder, TextBoxVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Audience } from './audience.js';
import { sourceName } from './audience.js';
import type { Language, Say } from './language.js';
import { DATA_SOURCE } from './panels/panel-spec.js';
import { indicatorNames } from './queries.js';

/** Which data source, among those of the dashboard's audience that the organisation has. */
export const sourceVariable = (audience: Audience, label: string): Builder<VariableModel> =>
  new DatasourceVariableBuilder('ds').label(label).type('influxdb').regex(`/^${sourceName(audience, '')}/`);

export interface ChoiceSpec {
  readonly name: string;
  readonly label: string;
  readonly query: string;
  /** What of an answer is offered: the group of a pattern between slashes. */
  readonly regex?: string;
  /** "All" is what is offered, and nothing else that there may be. */
  readonly listed?: boolean;
  /** One at a time, and none of them is "all". */
  readonly single?: boolean;
}

/** A choice among values of a tag, looked up again with the time range. */
export function choice({ name, label, query, regex, listed = false, single = false }: ChoiceSpec): Builder<VariableModel> {
  const variable = new QueryVariableBuilder(name).label(label).datasource({ type: 'influxdb', uid: DATA_SOURCE }).query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged).sort(VariableSort.AlphabeticalAsc);
  if (regex !== undefined) variable.regex(regex);
  if (single) return variable.multi(false).includeAll(false);
  if (!listed) variable.allValue('.*');
  return variable.multi(true).includeAll(true).current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** A choice among indicators by their names; its value is the id. */
export const indicatorChoice = (language: Language, label: string, single = false): Builder<VariableModel> =>
  choice({ name: 'indicator', label, query: indicatorNames(language), regex: '/^(?<value>[^｜]+)｜(?<text>.+)$/', single });

/** The time zone in which days and buckets begin, the project's own: it can be written over. */
export const zoneVariable = (say: Say): Builder<VariableModel> =>
  new TextBoxVariableBuilder('zone').label(say('日界时区', 'Days in the zone')).defaultValue('Asia/Shanghai').current({ selected: true, text: 'Asia/Shanghai', value: 'Asia/Shanghai' });
