import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { append, messageEntry } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import { connectJetStream, isCredentials, openJetStreamJournal } from './index.js';
import type { NatsAddress } from './index.js';
import { NatsOperator } from './testing/nats-operator.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';
import { TestAuthority } from './testing/test-authority.js';

describe('a file of credentials', () => {
  it('is one with a JWT and the seed of its key', () => {
    const good = new NatsOperator().credentials();
    expect([good, `\r\n${good}`, '', 'prose', good.slice(0, good.indexOf('-----BEGIN USER')), good.replace(/^S[A-Z0-9]+$/m, 'SUNOSEED')].map(isCredentials)).toEqual([true, true, false, false, false, false]);
  });
});

if (!natsInstalled('who may use the NATS servers')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe('servers that ask who is there', () => {
    let servers: NatsServers;
    afterEach(() => servers.stop());

    /** Appends a record as whoever has this address. */
    const writes = async (address: NatsAddress): Promise<number> => {
      const connection = await connectJetStream(address);
      const journal = await openJetStreamJournal({ clock: systemClock, partition: 0, replicas: 1, connection });
      const { sequence } = await append(journal, messageEntry('a'));
      await journal.close();
      await connection.close();
      return sequence;
    };
    const refusal = async (address: NatsAddress): Promise<Failure> =>
      (await connectJetStream(address).then((connection) => connection.close().then(() => expect('let in').toBe('refused')), (error: unknown) => error)) as Failure;

    it('let in a user whose JWT an account of their operator has signed, and nobody else', async () => {
      const [operator, another] = [new NatsOperator(), new NatsOperator()];
      servers = await NatsServers.start(1, { more: operator.configuration });
      expect(await writes({ ...servers.address, credentials: operator.credentials() })).toBe(1);
      for (const address of [servers.address, { ...servers.address, user: 'a', password: 'b' }, { ...servers.address, credentials: another.credentials() }]) {
        expect(await refusal(address)).toMatchObject({ code: 'journal-credentials-refused', retryable: false, help: { zh: expect.stringContaining('NATS_CREDS'), en: expect.stringContaining('NATS_CREDS') } });
      }
    });

    describe('over TLS', () => {
      let [own, foreign] = [] as unknown as [TestAuthority, TestAuthority];
      beforeAll(() => {
        [own, foreign] = [new TestAuthority(), new TestAuthority()];
        for (const [authority, name] of [[own, 'server'], [own, 'platform'], [own, 'stranger'], [foreign, 'platform']] as const) authority.issue(name);
      });
      afterAll(() => [own, foreign].forEach((authority) => authority.remove()));
      const tls = (more: string): string => `tls { cert_file: "${own.path('server.pem')}", key_file: "${own.path('server.key')}", ca_file: "${own.path('ca.pem')}", ${more} }`;
      const shown = (authority: TestAuthority, name: string): NatsAddress => ({ ...servers.address, tls: true, ca: own.text('ca.pem'), certificate: authority.text(`${name}.pem`), key: authority.text(`${name}.key`) });

      it('let in whom their authority has certified, and nobody else', async () => {
        servers = await NatsServers.start(1, { more: tls('verify: true') });
        expect(await writes(shown(own, 'platform'))).toBe(1);
        const { certificate: _, key: __, ...without } = shown(own, 'platform');
        for (const address of [without, shown(foreign, 'platform'), { ...shown(own, 'platform'), ca: foreign.text('ca.pem') }]) {
          expect(await refusal(address)).toMatchObject({ code: 'journal-tls-refused', retryable: false, help: { zh: expect.stringContaining('NATS_CERT'), en: expect.stringContaining('NATS_CA') } });
        }
      }, 60_000);

      it('let in the user that a certificate names, and no other', async () => {
        servers = await NatsServers.start(1, { more: `${tls('verify_and_map: true')}\nauthorization { users = [{ user: "CN=platform" }] }` });
        expect(await writes(shown(own, 'platform'))).toBe(1);
        expect(await refusal(shown(own, 'stranger'))).toMatchObject({ code: 'journal-credentials-refused' });
      }, 60_000);

      it('are told from those that have no TLS, and from nobody', async () => {
        servers = await NatsServers.start(1);
        expect(await refusal(shown(own, 'platform'))).toMatchObject({ code: 'journal-tls-refused' });
        await servers.kill('n0');
        expect(await refusal(shown(own, 'platform'))).toMatchObject({ code: 'journal-unreachable', retryable: true });
      }, 60_000);
    });
  });
}
