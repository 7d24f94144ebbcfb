import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@yanshou/telemetry';
import { generate } from 'mqtt-packet';
import { EmbeddedBroker } from './embedded-broker.js';
import { connectPacket } from './testing/raw-client.js';
import { RecordingHandler } from './testing/recording-handler.js';

const directory = mkdtempSync(join(tmpdir(), 'broker-tls-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const openssl = (...words: string[]): void => void execFileSync('openssl', words, { cwd: directory, stdio: 'ignore' });
const file = (name: string): Buffer => readFileSync(join(directory, name));

function selfSigned(name: string, commonName: string): void {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${commonName}`);
}

function signed(name: string, commonName: string): void {
  // A slash in a name has to be escaped for openssl.
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${commonName.replace('/', '\\/')}`);
  openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-out', `${name}.pem`);
}

/** Return code of CONNACK over TLS. */
function connackOver(options: ConnectionOptions, username: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => socket.write(generate(connectPacket(username))));
    socket.once('data', (answer) => {
      resolve(answer[3]);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('over TLS', () => {
  it('a principal is known by its certificate, or by its secret; strangers and forgeries are not', async () => {
    selfSigned('server', 'localhost');
    selfSigned('ca', 'devices');
    signed('device', 'p1/d1');
    selfSigned('forged', 'p1\\/d1');
    const broker = new EmbeddedBroker({
      handler: new RecordingHandler(), clock: systemClock,
      tls: { port: 0, cert: file('server.pem'), key: file('server.key'), clientCa: file('ca.pem') },
    });
    const { tlsPort: port = 0 } = await broker.listen();
    try {
      expect(await connackOver({ port, cert: file('device.pem'), key: file('device.key') }, undefined)).toBe(0);
      expect(await connackOver({ port }, 'p1/d2')).toBe(0);
      expect(await connackOver({ port }, undefined)).toBe(5);
      expect(await connackOver({ port, cert: file('forged.pem'), key: file('forged.key') }, undefined)).toBe(5);
    } finally {
      await broker.close();
    }
  });
});
