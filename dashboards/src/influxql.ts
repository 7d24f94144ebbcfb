import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

export type ResultFormat = 'time_series' | 'table';

/** A query as Grafana's InfluxDB data source reads it, whose model the SDK does not bring. */
export interface InfluxQuery {
  readonly refId: string;
  readonly datasource: { readonly type: 'influxdb'; readonly uid: string };
  readonly query: string;
  readonly rawQuery: true;
  readonly resultFormat: ResultFormat;
  readonly alias?: string;
}

export class InfluxQueryBuilder implements Builder<Dataquery> {
  private model: InfluxQuery;

  constructor(query: string, uid: string) {
    this.model = { refId: 'A', datasource: { type: 'influxdb', uid }, query, rawQuery: true, resultFormat: 'time_series' };
  }

  refId(refId: string): this {
    this.model = { ...this.model, refId };
    return this;
  }

  /** Name of each series: a text, `$tag_NAME` or `$col`. */
  alias(alias: string): this {
    this.model = { ...this.model, alias };
    return this;
  }

  format(resultFormat: ResultFormat): this {
    this.model = { ...this.model, resultFormat };
    return this;
  }

  build(): Dataquery {
    return { ...this.model } as unknown as Dataquery;
  }
}
