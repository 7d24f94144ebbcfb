import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { ConfigurationError } from '../config/configuration-error.js';
import { listenFault } from './listen-fault.js';

/** The system's own words. */
function listening(host: string, port: number): Promise<{ readonly port: number; close(): void } | Error> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() }));
  });
}

describe('what is told when listening failed', () => {
  it.each([['HTTP', 'YANSHOU_HTTP_HOST'], ['MQTT', 'YANSHOU_MQTT_HOST']] as const)('%s at an address that is not here is a wrong setting', async (protocol, setting) => {
    for (const host of ['192.0.2.1', 'nowhere.invalid']) {
      const told = listenFault(await listening(host, 0), { protocol, host, port: 0 });
      expect(told).toBeInstanceOf(ConfigurationError);
      expect((told as ConfigurationError).line).toMatch(new RegExp(`${setting}="${host}" .*本机.* / .*this machine`));
    }
  });

  it('a port that another program has is none, and is named with its setting', async () => {
    const taken = await listening('127.0.0.1', 0);
    if (taken instanceof Error) throw taken;
    const { port } = taken;
    const error = await listening('127.0.0.1', port);
    taken.close();
    const helpOf = (door: Parameters<typeof listenFault>[1]) => (listenFault(error, door) as Failure).help.en;
    expect(listenFault(error, { protocol: 'HTTP', host: '127.0.0.1', port })).toMatchObject({ code: 'port-in-use', help: { zh: expect.stringContaining(`127.0.0.1:${port} 已被占用`) } });
    expect(helpOf({ protocol: 'HTTP', host: '127.0.0.1', port })).toContain('YANSHOU_HTTP_PORT');
    expect(helpOf({ protocol: 'MQTT', host: '127.0.0.1', port })).toContain('YANSHOU_MQTT_PORT');
    expect(helpOf({ protocol: 'MQTT', host: '127.0.0.1', port: 1, tlsPort: port })).toContain('YANSHOU_MQTTS_PORT');
  });

  it('a port that this user may not take is a wrong setting, also as the cause of a Failure', () => {
    const cause = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen', port: 80 });
    const told = listenFault(new Failure('broker-listen', 'x', false, { zh: 'x', en: 'x' }, { cause }), { protocol: 'MQTT', host: '0.0.0.0', port: 80 });
    expect(told).toBeInstanceOf(ConfigurationError);
    expect((told as ConfigurationError).line).toContain('YANSHOU_MQTT_PORT="80"');
  });

  it('anything else stays what it is', () => {
    const error = new Error('a defect');
    expect(listenFault(error, { protocol: 'HTTP', host: '127.0.0.1', port: 0 })).toBe(error);
  });
});
