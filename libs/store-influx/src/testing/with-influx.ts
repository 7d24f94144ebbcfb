import { appendFileSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { influxBinary, startTemporaryInflux } from './temporary-influx.js';
import type { TemporaryInflux } from './temporary-influx.js';
import { influx2Binary, startTemporaryInflux2 } from './temporary-influx-2.js';
import type { TemporaryInflux2 } from './temporary-influx-2.js';

type Settings = Parameters<typeof startTemporaryInflux>[1];

/** Declares tests that need a real server, once for all of them; where there is none the run says so, and CI fails. */
export function withInflux(what: string, tests: (influx: () => TemporaryInflux) => void, settings: Settings = {}): void {
  const binary = influxBinary();
  if (binary === undefined) {
    if (process.env['CI'] === 'true') throw new Error('InfluxDB is not installed');
    const file = process.env['YANSHOU_TEST_NOT_RUN'];
    if (file) appendFileSync(file, `InfluxDB: ${what} (apt-get install influxdb)\n`);
    it('is not run without InfluxDB', () => expect(existsSync('/usr/bin/influxd')).toBe(false));
    return;
  }
  let server: TemporaryInflux | undefined;
  beforeAll(async () => void (server = await startTemporaryInflux(binary, settings)), 180_000);
  afterAll(() => server?.stop());
  tests(() => server as TemporaryInflux);
}

/** Declares tests of a real InfluxDB 2.7, where there is one; Debian has none, so that nothing is missing where there is not. */
export function withInflux2(tests: (influx: () => TemporaryInflux2) => void): void {
  const binary = influx2Binary();
  if (binary === undefined) return;
  let server: TemporaryInflux2 | undefined;
  beforeAll(async () => void (server = await startTemporaryInflux2(binary)), 180_000);
  afterAll(() => server?.stop());
  tests(() => server as TemporaryInflux2);
}
