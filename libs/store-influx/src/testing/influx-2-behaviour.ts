import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InfluxReaders, openInfluxStore } from '../index.js';
import type { InfluxSettings, InfluxStore, ReaderSecret } from '../index.js';
import { systemClock } from '@yanshou/telemetry';
import type { TemporaryInflux2 } from './temporary-influx-2.js';

const NOW = systemClock.now();
const ALL = { project: 'p', from: 0, to: 4e15 };
const DAY = 86_400;

/** What the hand-written exchanges of later-servers.spec.ts say of 2.7, asked of a real one. */
export function influx2Behaviour(influx: () => TemporaryInflux2): void {
  describe('a real InfluxDB 2.7', () => {
    let [prefixes, prefix] = [0, ''];
    let [book, builder, store]: [MemoryBook, BatchBuilder, InfluxStore | undefined] = [new MemoryBook(), new BatchBuilder(), undefined];
    beforeEach(() => void ([book, builder, prefix] = [new MemoryBook(), new BatchBuilder(), `b${(prefixes += 1)}`]));
    afterEach(() => store?.close());

    const open = async (more: Partial<InfluxSettings> = {}): Promise<InfluxStore> => {
      await store?.close();
      const { url, token, org } = influx();
      return (store = await openInfluxStore({ settings: { url, prefix, token, org, ...more }, book }));
    };
    const batch = (at: number, value: number | string = 1, metric = 'm') => (builder.reading({ device: 'd', metric, at, value }), builder.build());
    const refused = (code: string, help: RegExp): object => ({ code, retryable: true, help: { zh: expect.stringMatching(/[一-龥]/), en: expect.stringMatching(help) } });
    const values = async (): Promise<unknown[]> => ((await collectReadings((store as InfluxStore).readings(ALL))) as unknown[][]).map((row) => row[4]);
    const orgID = async (): Promise<string> => (await influx().api<{ orgs: { id: string }[] }>('GET', `/api/v2/orgs?org=${influx().org}`)).orgs[0]?.id ?? '';
    const bucket = async (name: string, seconds = 0): Promise<string> =>
      (await influx().api<{ id: string }>('POST', '/api/v2/buckets', { orgID: await orgID(), name, retentionRules: seconds === 0 ? [] : [{ type: 'expire', everySeconds: seconds }] })).id;
    const tokenFor = async (id?: string): Promise<string> => {
      const resource = { type: 'buckets', orgID: await orgID(), ...(id === undefined ? {} : { id }) };
      const permissions = ['read', 'write'].filter((action) => id !== undefined || action === 'read').map((action) => ({ action, resource }));
      return (await influx().api<{ token: string }>('POST', '/api/v2/authorizations', { orgID: await orgID(), permissions })).token;
    };

    it('says which it is', async () => {
      expect(await (await open()).server()).toMatchObject({ generation: 2, core: false, version: expect.stringMatching(/^2\.\d+\./) });
    });

    it('takes a token of one bucket that an administrator has made', async () => {
      const token = await tokenFor(await bucket(`${prefix}_p`));
      await (await open({ token })).commit(batch(NOW));
      expect(await values()).toEqual([1]);
    });

    it('refuses a bucket to whoever may not make it, which says so; made by an administrator, it goes on', async () => {
      const one = batch(NOW);
      await expect((await open({ token: await tokenFor() })).commit(one)).rejects.toMatchObject(refused('store-access-refused', /may not make it/));
      await open({ token: await tokenFor(await bucket(`${prefix}_p`)) });
      await store?.commit(one);
      expect(await values()).toEqual([1]);
    });

    it.each<[string, Partial<InfluxSettings>, string, RegExp]>([
      ['a wrong token', { token: 'wrong' }, 'store-access-refused', /INFLUX_TOKEN/], ['an organisation that it does not have', { org: 'nobody' }, 'store-target-missing', /INFLUX_ORG/],
    ])('%s is told by the setting, nothing is lost', async (_what, settings, code, help) => {
      const one = batch(NOW);
      await expect((await open(settings)).commit(one)).rejects.toMatchObject(refused(code, help));
      await (await open()).commit(one);
      expect([await values(), (await book.totals()).rejected]).toEqual([[1], 0]);
    });

    it('holds a reading that a bucket no longer keeps, and stores it once it does', async () => {
      await (await open()).commit(batch(NOW));
      const { buckets: [made] } = await influx().api<{ buckets: { id: string }[] }>('GET', `/api/v2/buckets?org=${influx().org}&name=${prefix}_p`);
      const keep = (everySeconds: number) => influx().api('PATCH', `/api/v2/buckets/${made?.id ?? ''}`, { retentionRules: [{ type: 'expire', everySeconds }] });
      await keep(14 * DAY);
      const old = batch(NOW - 30 * DAY * 1e6, 2);
      await expect(store?.commit(old)).rejects.toMatchObject(refused('store-beyond-retention', /Lengthen/));
      await keep(0);
      await store?.commit(old);
      expect([await values(), (await book.totals()).rejected]).toEqual([[2, 1], 0]);
    });

    it('quarantines a value whose field has another type there, and stores the others', async () => {
      await bucket(`${prefix}_p`);
      await influx().write(`${prefix}_p`, `sample,device=x n.m="text" ${BigInt(NOW) * 1_000n}`);
      builder.reading({ device: 'd', metric: 'other', at: NOW, value: 3 });
      await (await open()).commit(batch(NOW + 1));
      expect([await values(), (await book.quarantine({ project: 'p', after: 0, limit: 9 })).map(({ hint }) => /field type conflict/.test(hint))]).toEqual([[3], [true]]);
    });

    it('has everything after it was killed', async () => {
      await (await open()).commit(batch(NOW));
      await influx().kill();
      const next = batch(NOW + 1, 2);
      await expect(store?.commit(next)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      await influx().start();
      await store?.commit(next);
      expect(await values()).toEqual([1, 2]);
    }, 120_000);

    it('lets a reader see its own bucket and no other', async () => {
      await (await open()).commit(batch(NOW));
      await bucket(`${prefix}_q`);
      const secrets = new Map<string, ReaderSecret>();
      const { url, token, org } = influx();
      const readers = new InfluxReaders({ url, prefix, token, org }, { read: async (database) => secrets.get(database), save: async (database, secret) => void secrets.set(database, secret) });
      expect((await readers.keep([`${prefix}_p`, `${prefix}_q`])).faults).toEqual([]);
      readers.close();
      const asked = async (reader: string, database: string): Promise<number> => {
        const secret = secrets.get(reader) as ReaderSecret & { readonly token: string };
        const response = await fetch(`${url}/query`, { method: 'POST', headers: { authorization: `Token ${secret.token}` }, body: new URLSearchParams({ db: database, q: 'SELECT * FROM sample' }) });
        return ((await response.json()) as { results: { series?: { values: unknown[] }[] }[] }).results[0]?.series?.[0]?.values.length ?? 0;
      };
      expect([await asked(`${prefix}_p`, `${prefix}_p`), await asked(`${prefix}_q`, `${prefix}_p`)]).toEqual([1, 0]);
    });
  });
}
