import { resolve } from 'node:path';
import type { InfluxSettings } from '@yanshou/store-influx';
import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';

export type StoreConfig =
  | { readonly kind: 'duckdb' }
  | {
    readonly kind: 'influxdb';
    readonly settings: InfluxSettings;
    /** An operator has said that readings may go before a contract is done with them. */
    readonly shortRetentionConfirmed?: boolean;
    /** For the secrets of read-only accounts; none are made without it. */
    readonly readersDirectory?: string;
  };

const OF_INFLUX = [
  'INFLUX_URL', 'INFLUX_DATABASE', 'INFLUX_USERNAME', 'INFLUX_PASSWORD', 'INFLUX_BUCKET', 'INFLUX_TOKEN', 'INFLUX_ORG',
  'YANSHOU_INFLUX_READERS_DIR', 'YANSHOU_RETENTION_DAYS', 'YANSHOU_RETENTION_CONFIRMED_DAYS',
] as const;
type InfluxKey = (typeof OF_INFLUX)[number];

/** The store that is asked for, with everything it needs. Throws ConfigurationError for the first thing missing. */
export function storeOf(values: Settings): StoreConfig {
  if (values.YANSHOU_STORE === 'duckdb') {
    // Who sets any of them believes that readings go there.
    const named = OF_INFLUX.find((key) => values[key] !== undefined);
    if (named !== undefined) throw needs(named, 'YANSHOU_STORE=influxdb');
    return { kind: 'duckdb' };
  }
  if (values.INFLUX_URL === undefined) throw needs('YANSHOU_STORE=influxdb', 'INFLUX_URL');
  const server = values.INFLUX_DATABASE === undefined ? laterServer(values) : firstServer(values, values.INFLUX_DATABASE);
  const { settings, ...confirmed } = retentionOf(values);
  return { kind: 'influxdb', settings: { url: values.INFLUX_URL, ...server, ...settings }, ...confirmed, ...readersOf(values) };
}

/** A confirmation that names other days was meant for an earlier setting. */
function retentionOf({ YANSHOU_RETENTION_DAYS: days, YANSHOU_RETENTION_CONFIRMED_DAYS: confirmed }: Settings): { readonly settings?: { readonly retentionDays: number }; readonly shortRetentionConfirmed?: boolean } {
  if (confirmed !== undefined && confirmed !== days) {
    throw new ConfigurationError(`YANSHOU_RETENTION_CONFIRMED_DAYS=${confirmed} 与 YANSHOU_RETENTION_DAYS 不同 / is not the number of YANSHOU_RETENTION_DAYS`);
  }
  if (days === undefined) return {};
  return { settings: { retentionDays: days }, ...(confirmed === undefined ? {} : { shortRetentionConfirmed: true }) };
}

const readersOf = ({ YANSHOU_INFLUX_READERS_DIR: directory }: Settings): { readonly readersDirectory?: string } => (directory === undefined ? {} : { readersDirectory: resolve(directory) });

function firstServer(values: Settings, prefix: string): Omit<InfluxSettings, 'url'> {
  if (values.INFLUX_BUCKET !== undefined) throw new ConfigurationError('INFLUX_DATABASE（1.x）与 INFLUX_BUCKET（2.x、3.x）只能设置一个 / set INFLUX_DATABASE (1.x) or INFLUX_BUCKET (2.x, 3.x), not both');
  apart(values, 'INFLUX_DATABASE', ['INFLUX_TOKEN', 'INFLUX_ORG']);
  together(values, 'INFLUX_USERNAME', 'INFLUX_PASSWORD');
  const { INFLUX_USERNAME: username, INFLUX_PASSWORD: password } = values;
  return { prefix, ...(username === undefined || password === undefined ? {} : { username, password }) };
}

function laterServer(values: Settings): Omit<InfluxSettings, 'url'> {
  together(values, 'INFLUX_BUCKET', 'INFLUX_TOKEN');
  const { INFLUX_BUCKET: prefix, INFLUX_TOKEN: token, INFLUX_ORG: org } = values;
  if (prefix === undefined || token === undefined) throw needs('INFLUX_URL', 'INFLUX_DATABASE (1.x), 或 / or INFLUX_BUCKET + INFLUX_TOKEN (2.x, 3.x)');
  apart(values, 'INFLUX_BUCKET', ['INFLUX_USERNAME', 'INFLUX_PASSWORD']);
  return { prefix, token, ...(org === undefined ? {} : { org }) };
}

function together(values: Settings, one: InfluxKey, other: InfluxKey): void {
  if (values[one] !== undefined && values[other] === undefined) throw needs(one, other);
  if (values[other] !== undefined && values[one] === undefined) throw needs(other, one);
}

/** Credentials of the other kind of server would not be shown to this one. */
function apart(values: Settings, chosen: InfluxKey, others: readonly InfluxKey[]): void {
  const other = others.find((key) => values[key] !== undefined);
  if (other !== undefined) throw new ConfigurationError(`${other} 与 ${chosen} 不用于同一版本的 InfluxDB：请去掉一个 / ${other} and ${chosen} are for different versions of InfluxDB: unset one`);
}

const needs = (what: string, companion: string): ConfigurationError => new ConfigurationError(`${what} 需要 ${companion} / ${what} needs ${companion}`);
