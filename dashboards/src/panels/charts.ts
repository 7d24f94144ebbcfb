import {
  GraphDrawStyle, LegendDisplayMode, LegendPlacement, StackingConfigBuilder, StackingMode, VisibilityMode, VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as StatusHistory } from '@grafana/grafana-foundation-sdk/statushistory';
import { PanelBuilder as Timeseries } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Word } from '../words.js';
import { mapping } from '../words.js';
import type { PanelSpec } from './panel-spec.js';
import { withSpec } from './panel-spec.js';

/**
 * A silence shorter than this is drawn over. Queries answer with empty buckets: where a bucket is as long, each empty one
 * is a gap and neighbours are joined, however long the time range makes them.
 */
const SILENCE_MILLIS = 3 * 60 * 60_000;
/** A state that nobody confirmed for so long is not known. */
const STATE_MILLIS = 60 * 60_000;

const legend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).calcs([]);

/** Values over time; a silence is a gap in the line. */
export const lines = (spec: PanelSpec): Timeseries =>
  withSpec(new Timeseries(), spec, 'time_series').drawStyle(GraphDrawStyle.Line).spanNulls(SILENCE_MILLIS).legend(legend());

/** Amounts per bucket. */
export const bars = (spec: PanelSpec, stacked = true): Timeseries =>
  withSpec(new Timeseries(), spec, 'time_series').drawStyle(GraphDrawStyle.Bars).fillOpacity(70).legend(legend())
    .stacking(new StackingConfigBuilder().mode(stacked ? StackingMode.Normal : StackingMode.None));

/** Which state when; a silence is a gap. */
export const states = (spec: PanelSpec, words: Record<string, Word> = {}): StateTimeline =>
  withSpec(new StateTimeline(), spec, 'time_series').mergeValues(true).showValue(VisibilityMode.Auto).spanNulls(STATE_MILLIS).legend(legend())
    .mappings(Object.keys(words).length === 0 ? [] : [mapping(words)]);

/** Shares 0…100 by row and time, from red to green without a step: what suffices is for the contract to say. */
export const heatMap = (spec: PanelSpec): StatusHistory =>
  withSpec(new StatusHistory(), { unit: 'percent', ...spec }, 'time_series').min(0).max(100).decimals(0).showValue(VisibilityMode.Never).legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.Hidden).placement(LegendPlacement.Bottom).calcs([]))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.ContinuousRdYlGr));
