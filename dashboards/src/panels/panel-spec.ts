import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataTransformerConfig, DynamicConfigValue, Panel, ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { InfluxQueryBuilder } from '../influxql.js';
import type { ResultFormat } from '../influxql.js';
import type { Word } from '../words.js';
import { mapping } from '../words.js';

/** The data source that a dashboard's first variable chooses. */
export const DATA_SOURCE = '${ds}';
const SOURCE = { type: 'influxdb', uid: DATA_SOURCE };

export interface QuerySpec {
  readonly query: string;
  readonly alias?: string;
}

/** How a field is shown, whatever panel it is in. */
export interface FieldSpec {
  readonly title?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly words?: Record<string, Word>;
  readonly colour?: string;
  readonly dashed?: boolean;
  readonly width?: number;
  /** On an axis of its own from 0 to 1, faint: a share beside the values that it belongs to. */
  readonly share?: boolean;
  readonly link?: { readonly title: string; readonly url: string };
}

export interface PanelSpec {
  readonly title: string;
  readonly description?: string;
  /** Of 24. */
  readonly width: number;
  readonly height?: number;
  readonly queries: readonly QuerySpec[];
  readonly unit?: string;
  /** Shortest bucket; Grafana lengthens it with the time range. */
  readonly bucket?: string;
  /** By name, or by a pattern between slashes. */
  readonly fields?: Readonly<Record<string, FieldSpec>>;
  readonly repeat?: string;
  /** Names of fields or series: what the pattern finds is replaced. */
  readonly renamed?: { readonly regex: string; readonly renamePattern: string };
  /** How far back is looked, in place of the time range, where that ends now. */
  readonly recent?: string;
  /** What is said where there is nothing. Not of a table: it would stand in each cell without a value. */
  readonly empty?: string;
}

/** More buckets than this are in no answer, whatever the time range. */
export const MOST_BUCKETS = 500;
const HEIGHT = 8;

/** The methods that the SDK gives every panel. */
interface AnyPanel extends Builder<Panel> {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: typeof SOURCE): this;
  span(width: number): this;
  height(height: number): this;
  maxDataPoints(count: number): this;
  interval(interval: string): this;
  unit(unit: string): this;
  repeat(variable: string): this;
  repeatDirection(direction: 'h' | 'v'): this;
  maxPerRow(count: number): this;
  timeFrom(time: string): this;
  noValue(text: string): this;
  withTarget(target: InfluxQueryBuilder): this;
  withTransformation(transformation: DataTransformerConfig): this;
  overrideByName(name: string, properties: DynamicConfigValue[]): this;
  overrideByRegexp(regexp: string, properties: DynamicConfigValue[]): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
}

/** What all panels have in common. */
export function withSpec<P extends AnyPanel>(panel: P, spec: PanelSpec, format: ResultFormat): P {
  panel.title(spec.title).datasource(SOURCE).span(spec.width).height(spec.height ?? HEIGHT).maxDataPoints(MOST_BUCKETS).interval(spec.bucket ?? '5m').thresholds(noThresholds());
  if (spec.description !== undefined) panel.description(spec.description);
  if (spec.unit !== undefined) panel.unit(spec.unit);
  if (spec.recent !== undefined) panel.timeFrom(spec.recent);
  if (spec.empty !== undefined) panel.noValue(spec.empty);
  if (spec.repeat !== undefined) panel.repeat(spec.repeat).repeatDirection('h').maxPerRow(2);
  if (spec.renamed !== undefined) panel.withTransformation({ id: 'renameByRegex', options: spec.renamed });
  spec.queries.forEach(({ query, alias }, index) => {
    const target = new InfluxQueryBuilder(query, DATA_SOURCE).refId(String.fromCharCode(65 + index)).format(format);
    panel.withTarget(alias === undefined ? target : target.alias(alias));
  });
  for (const [name, field] of Object.entries(spec.fields ?? {})) {
    if (name.startsWith('/')) panel.overrideByRegexp(name, propertiesOf(field));
    else panel.overrideByName(name, propertiesOf(field));
  }
  return panel;
}

/** Where a panel names none, Grafana turns everything from 80 on red. */
const noThresholds = (): ThresholdsConfigBuilder => new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: 'text' }]);

function propertiesOf({ title, unit, decimals, words, colour, dashed, width, share, link }: FieldSpec): DynamicConfigValue[] {
  return [
    ...set('displayName', title), ...set('unit', unit), ...set('decimals', decimals), ...set('custom.width', width),
    ...(words ? [{ id: 'mappings', value: [mapping(words)] }, ...set('custom.cellOptions', { type: 'color-text' })] : []),
    ...(colour === undefined ? [] : [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }]),
    ...(dashed === true ? [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }] : []),
    ...(share === true ? SHARE_AXIS : []),
    ...(link ? [{ id: 'links', value: [{ title: link.title, url: link.url }] }] : []),
  ];
}

/** A coverage beside the values that rest on it. */
const SHARE_AXIS: readonly DynamicConfigValue[] = [
  { id: 'unit', value: 'percentunit' }, { id: 'decimals', value: 0 }, { id: 'min', value: 0 }, { id: 'max', value: 1 }, { id: 'custom.axisPlacement', value: 'right' },
  { id: 'custom.drawStyle', value: 'line' }, { id: 'custom.stacking', value: { mode: 'none', group: 'A' } }, { id: 'custom.lineWidth', value: 1 }, { id: 'custom.fillOpacity', value: 5 }, { id: 'custom.lineStyle', value: { fill: 'dash', dash: [2, 4] } },
];

const set = (id: string, value: unknown): DynamicConfigValue[] => (value === undefined ? [] : [{ id, value }]);
