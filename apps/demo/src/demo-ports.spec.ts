import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { demoPorts } from './demo-ports.js';

async function withTakenPort(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await work((server.address() as AddressInfo).port).finally(() => server.close());
}

describe('the ports of the demonstration', () => {
  it.each([['--http-port', 'httpPort'], ['--mqtt-port', 'mqttPort']] as const)('%s that is in use is refused by its own name, in both languages', (option, key) => withTakenPort(async (port) => {
    await expect(demoPorts({ httpPort: 0, mqttPort: 0, [key]: port })).rejects.toMatchObject({
      code: 'port-in-use', help: { zh: expect.stringContaining(`${option} ${port} 不可用`), en: expect.stringContaining(`${option} ${port} cannot be used`) },
    });
  }));

  it('takes those that were asked for, and leaves 0 to the platform', async () => {
    expect(await demoPorts({ httpPort: 0, mqttPort: 0 })).toEqual({ http: 0, mqtt: 0, taken: [] });
  });

  it('takes another in place of a usual one that is in use, and tells', async () => {
    const { http, mqtt, taken } = await demoPorts({ httpPort: undefined, mqttPort: undefined });
    expect(http).toBeGreaterThan(0);
    expect(mqtt).toBeGreaterThan(0);
    expect(taken).toEqual([...(http === 3000 ? [] : [{ what: 'HTTP', wanted: 3000, got: http }]), ...(mqtt === 1883 ? [] : [{ what: 'MQTT', wanted: 1883, got: mqtt }])]);
  });
});
