import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import { BigValueColorMode, BigValueGraphMode, BigValueTextMode, ReduceDataOptionsBuilder, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Say } from '../language.js';
import type { FieldSpec, PanelSpec } from './panel-spec.js';
import { withSpec } from './panel-spec.js';

/**
 * What is said to stand so now is looked for this far back, however long the time range is: older, it is of an indicator
 * or a project that is no more, or the platform has stopped. A range that ends in the past is looked at as it is.
 */
const RECENT = '2h';

/** All fields, texts among them; of each the latest. */
const latest = (): ReduceDataOptionsBuilder => new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields('/^(?!Time$).*/');

/** A few figures side by side, as they stand. */
export const stat = (spec: PanelSpec): Stat =>
  withSpec(new Stat(), { height: 4, recent: RECENT, ...spec }, 'table').reduceOptions(latest()).graphMode(BigValueGraphMode.None).colorMode(BigValueColorMode.Value);

/** Texts in a line: what a dashboard is about. */
export const heading = (spec: PanelSpec): Stat =>
  withSpec(new Stat(), spec, 'table').reduceOptions(latest()).graphMode(BigValueGraphMode.None).colorMode(BigValueColorMode.None).textMode(BigValueTextMode.ValueAndName).wideLayout(true);

/** Rows as the query answers them; the time of each is shown, under a title that its panel gives it. */
export const table = (spec: PanelSpec & { readonly fields: Readonly<{ Time: FieldSpec }> }): Builder<Panel> => footless(withSpec(new Table(), spec, 'table').filterable(true));

/** One row a series, as it stands, with when it was computed. */
export const standingTable = (say: Say, spec: PanelSpec): Builder<Panel> =>
  table({ recent: RECENT, ...spec, fields: { Time: { title: say('核算时间', 'computed'), unit: 'dateTimeAsIso', width: 170 }, ...spec.fields } });

/** One row a field of a single answer: its name and its value. All of one kind: Grafana makes texts of numbers beside texts. */
export const digest = (say: Say, spec: PanelSpec): Builder<Panel> =>
  footless(withSpec(new Table(), { ...spec, fields: { Field: { title: say('测点', 'metric') }, Value: { title: say('最新值', 'latest value'), ...spec.fields?.['Value'] } } }, 'table').filterable(true)
    .withTransformation({ id: 'transpose', options: { firstFieldName: 'Field', restFieldsName: 'Value' } }));

/** Without the footer of the SDK's defaults, which tables of Grafana no longer know. */
const footless = (panel: Builder<Panel>): Builder<Panel> => ({
  build: () => {
    const built = panel.build();
    const { footer, ...options } = built.options as Record<string, unknown>;
    return { ...built, options };
  },
});

/** Shares 0…100 side by side. */
export const shares = (spec: PanelSpec): BarGauge =>
  withSpec(new BarGauge(), { unit: 'percent', ...spec }, 'time_series').min(0).max(100).decimals(1).orientation(VizOrientation.Horizontal)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.ContinuousRdYlGr));
