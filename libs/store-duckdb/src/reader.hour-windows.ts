import type { DuckDBConnection } from '@duckdb/node-api';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { ExactSum, windowIndex } from '@yanshou/store';
import type { WindowAggregate, WindowQuery } from '@yanshou/store';
import { readColumns } from './column-reader.js';
import { originList } from './reader.partials.js';
import type { WindowSeries } from './reader.windows.js';

const TWO_POW_32 = 4_294_967_296;
// An hour's sum is a HUGEINT; as quotient and remainder it travels in two doubles without losing a digit.
const HOURS = `
  select hour, count, valid, "numeric", (sum // ${TWO_POW_32})::double, (sum % ${TWO_POW_32})::double,
    min, max, first_at, first_value, last_at, last_value
  from (select hour, sum(count)::double as count, sum(valid)::double as valid, sum("numeric")::double as "numeric", sum(sum) as sum,
      coalesce(min(min) filter ("numeric" > 0), 'nan'::double) as min, coalesce(max(max) filter ("numeric" > 0), 'nan'::double) as max,
      coalesce(min(first_at) filter ("numeric" > 0), 'nan'::double) as first_at,
      coalesce(arg_min(first_value, first_at) filter ("numeric" > 0), 'nan'::double) as first_value,
      coalesce(max(last_at) filter ("numeric" > 0), 'nan'::double) as last_at,
      coalesce(arg_max(last_value, last_at) filter ("numeric" > 0), 'nan'::double) as last_value
    from series_hours where series = $1 and hour >= $2 and hour < $3 and origin in (ORIGINS) group by hour)
  order by hour`;

type HourColumns = readonly [Int32Array, ...Float64Array[]];

/** Windows cut on whole hours, or undefined where a valid reading is no number: then only the raw rows know. */
export async function windowsFromHours(connection: DuckDBConnection, { series, resolution }: WindowSeries, query: WindowQuery): Promise<WindowAggregate[] | undefined> {
  const { bounds, origins } = query;
  const [fromHour, toHour] = [bounds[0] as number, bounds.at(-1) as number].map((bound) => bound / MICROS_PER_HOUR) as [number, number];
  const found = await connection.run(HOURS.replace('ORIGINS', originList(origins)), [series, fromHour, toHour]);
  const { length, columns } = await readColumns(found, 'iddddddddddd');
  const hours = new HourRows(columns as unknown as HourColumns);
  const slots = Array.from({ length: bounds.length - 1 }, () => [] as number[]);
  for (let row = 0; row < length; row += 1) {
    if (hours.valid[row] !== hours.numeric[row]) return undefined;
    slots[windowIndex(bounds, (hours.hour[row] as number) * MICROS_PER_HOUR)]?.push(row);
  }
  return slots.map((rows, index) => ({ from: bounds[index] as number, to: bounds[index + 1] as number, resolution, ...hours.combine(rows) }));
}

class HourRows {
  readonly hour: Int32Array;
  readonly valid: Float64Array;
  readonly numeric: Float64Array;
  private readonly columns: readonly Float64Array[];

  constructor([hour, ...columns]: HourColumns) {
    this.hour = hour;
    this.columns = columns;
    this.valid = this.column(1);
    this.numeric = this.column(2);
  }

  /** One window from its hours, ascending. */
  combine(rows: readonly number[]): Omit<WindowAggregate, 'from' | 'to' | 'resolution'> {
    const numeric = rows.filter((row) => (this.numeric[row] as number) > 0);
    const total = (column: number): number => rows.reduce((sum, row) => sum + (this.column(column)[row] as number), 0);
    const first = numeric[0];
    const last = numeric.at(-1);
    return {
      count: total(0), valid: total(1), numeric: total(2), sum: this.sum(numeric),
      min: first === undefined ? null : numeric.reduce((least, row) => Math.min(least, this.column(5)[row] as number), Infinity) + 0,
      max: first === undefined ? null : numeric.reduce((most, row) => Math.max(most, this.column(6)[row] as number), -Infinity) + 0,
      first: first === undefined ? null : { at: this.column(7)[first] as number, value: this.column(8)[first] as number },
      last: last === undefined ? null : { at: this.column(9)[last] as number, value: this.column(10)[last] as number },
    };
  }

  private sum(rows: readonly number[]): bigint {
    const sum = new ExactSum();
    for (const row of rows) {
      sum.addProduct(this.column(3)[row] as number, TWO_POW_32);
      sum.add(this.column(4)[row] as number);
    }
    return sum.value();
  }

  private column(index: number): Float64Array {
    return this.columns[index] as Float64Array;
  }
}
