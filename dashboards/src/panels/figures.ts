import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import type { PanelSpec } from './panel-spec.js';
import { withSpec } from './panel-spec.js';

/** All fields, texts among them; of each the latest. */
const latest = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields('/^(?!Time$).*/');

/** A few figures side by side. */
export const stat = (spec: PanelSpec): Stat =>
  withSpec(new Stat(), { height: 4, ...spec }, 'table').reduceOptions(latest()).graphMode(BigValueGraphMode.None).colorMode(BigValueColorMode.Value);

/** One row a series, the latest point of each. */
export const table = (spec: PanelSpec): Table => withSpec(new Table(), { ...spec, fields: { Time: { hidden: true }, ...spec.fields } }, 'table').filterable(true);

/** One row a series: its name, its latest value and how many it has. */
export const digest = (spec: PanelSpec): Table =>
  withSpec(new Table(), spec, 'time_series').filterable(true).withTransformation({ id: 'reduce', options: { reducers: ['lastNotNull', 'count'], mode: 'seriesToRows' } });

/** Shares 0…100 side by side. */
export const shares = (spec: PanelSpec): BarGauge =>
  withSpec(new BarGauge(), { unit: 'percent', ...spec }, 'time_series').min(0).max(100).decimals(1).orientation(VizOrientation.Horizontal)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.ContinuousRdYlGr));
