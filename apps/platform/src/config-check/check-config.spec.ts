import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { readConfig } from '../config/config.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { checkReachables } from './check-config.js';
import { reachablesOf } from './reach-servers.js';

const away = { name: 'one', reach: () => Promise.reject(new Failure('x', 'x', true, { zh: '不在', en: 'away' })) };
const wrong = { name: 'two', reach: () => Promise.reject(new ConfigurationError('wrong')) };
const good = { name: 'three', reach: async () => 'here' };

async function check(reachables: Parameters<typeof checkReachables>[0]): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = [];
  return { status: await checkReachables(reachables, (line) => lines.push(line)), lines: lines.slice(1) };
}

describe('npm start -- --check-config', () => {
  it('has a line for each, whatever came of those before; a wrong setting weighs most', async () => {
    expect(await check([good])).toEqual({ status: 0, lines: ['可用 good  three  here'] });
    expect(await check([away, good])).toEqual({ status: 74, lines: ['不可用 BAD  one  不在 / away', '可用 good  three  here'] });
    expect((await check([wrong, away])).status).toBe(78);
    expect((await check([away, wrong])).status).toBe(78);
  });

  it('asks nobody for the embedded default', () => expect(reachablesOf(readConfig({}))).toEqual([]));

  it('asks everything that is named, in the order of a start', () => {
    const named = { NATS_URL: 'nats://x', DATABASE_URL: 'postgres://x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x', INFLUX_DATABASE: 'd', MQTT_URL: 'mqtt://x' };
    expect(reachablesOf(readConfig(named)).map(({ name }) => name)).toEqual(['NATS', 'PostgreSQL', 'InfluxDB', 'MQTT broker']);
  });

  it('tells whether the broker of MQTT_URL is there, without a session', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const reachables = reachablesOf(readConfig({ MQTT_URL: `mqtt://127.0.0.1:${port}` }));
    expect(await check(reachables)).toEqual({ status: 0, lines: [`可用 good  MQTT broker  127.0.0.1:${port}`] });
    await new Promise((resolve) => server.close(resolve));
    expect(await check(reachables)).toMatchObject({ status: 74, lines: [expect.stringMatching(/不可用 BAD.*MQTT_URL/)] });
  });
});
