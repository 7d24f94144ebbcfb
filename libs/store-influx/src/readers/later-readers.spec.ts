import { afterEach, describe, expect, it } from '@jest/globals';
import { InfluxReaders } from '../index.js';
import type { ReaderSecret } from '../index.js';
import { startFakeInflux } from '../testing/fake-influx.js';
import type { FakeAnswer, FakeInflux, FakeRequest } from '../testing/fake-influx.js';

/*
 * Servers of 2.x and 3.x as their documents describe them: exchanges written by hand, none of them observed. Each names
 * the page it was written from.
 */
const ORG = '0a0a0a0a0a0a0a0a';
const BUCKETS: Readonly<Record<string, string>> = { y_shop: '0b0b0b0b0b0b0b01', y__programme_P1: '0b0b0b0b0b0b0b02' };
const ALL = Object.keys(BUCKETS);

interface Authorization {
  readonly id: string;
  readonly description: string;
  readonly status: string;
  readonly permissions: readonly object[];
}
const reading = (bucket: string): readonly object[] => [{ action: 'read', resource: { type: 'buckets', id: bucket, orgID: ORG } }];

let fake: FakeInflux;
let readers: InfluxReaders;
const secrets = new Map<string, ReaderSecret>();
let held: Authorization[];
let given: number;
afterEach(async () => {
  readers.close();
  await fake.stop();
});

const open = async (answer: (request: FakeRequest) => FakeAnswer, settings: object = { token: 't', org: 'o' }): Promise<void> => {
  [held, given] = [[], 0];
  secrets.clear();
  fake = await startFakeInflux(answer);
  const store = { read: async (database: string) => secrets.get(database), save: async (database: string, secret: ReaderSecret) => void secrets.set(database, secret) };
  readers = new InfluxReaders({ url: fake.url, prefix: 'y', ...settings }, store);
};
const asked = (): string[] => fake.requests.splice(0).map(({ method, path }) => `${method} ${path}`).filter((one) => !/ping|orgs|GET \/api\/v2\/buckets/.test(one));

describe('read-only tokens of InfluxDB 2.7, as documented', () => {
  // docs.influxdata.com/influxdb/v2/api: GET, POST, DELETE /api/v2/authorizations (201 with the token; 204; the list shows
  // description, status and permissions), GET /api/v2/buckets, GET and POST /api/v2/dbrps.
  // docs.influxdata.com/influxdb/v2.7/security/tokens/create-token: the value of a token is told when it is made, its
  // permissions cannot be changed.
  const server = (more: Partial<Record<string, FakeAnswer>> = {}) => ({ method, path, body }: FakeRequest): FakeAnswer => {
    const [route = '', query = ''] = path.split('?');
    const name = new URLSearchParams(query).get('name') ?? '';
    const answers: Record<string, () => FakeAnswer> = {
      'GET /ping': () => ({ status: 204, headers: { 'x-influxdb-build': 'OSS', 'x-influxdb-version': 'v2.7.12' } }),
      'GET /api/v2/orgs': () => ({ status: 200, body: { orgs: [{ id: ORG, name: 'o' }] } }),
      'GET /api/v2/buckets': () => (BUCKETS[name] === undefined ? { status: 404, body: { code: 'not found', message: `bucket "${name}" not found` } } : { status: 200, body: { buckets: [{ id: BUCKETS[name], orgID: ORG, name }] } }),
      'GET /api/v2/dbrps': () => ({ status: 200, body: { content: [] } }),
      'POST /api/v2/dbrps': () => ({ status: 201, body: { id: '0c' } }),
      'GET /api/v2/authorizations': () => ({ status: 200, body: { authorizations: held } }),
      'POST /api/v2/authorizations': () => {
        given += 1;
        const made = { id: `0d${given}`, status: 'active', ...(JSON.parse(body) as Pick<Authorization, 'description' | 'permissions'>) };
        held.push(made);
        return { status: 201, body: { ...made, token: `secret-${given}` } };
      },
    };
    const answer = more[`${method} ${route}`] ?? answers[`${method} ${route}`]?.();
    if (answer !== undefined) return answer;
    held = held.filter(({ id }) => route !== `/api/v2/authorizations/${id}`);
    return { status: 204 };
  };

  it('are made for each bucket, mapped for InfluxQL, and read that bucket alone', async () => {
    await open(server());
    expect(await readers.keep([...ALL, 'y_later'])).toEqual({ kept: ALL, renewed: ALL, faults: [] });
    expect(held.map(({ description, permissions }) => [description, permissions])).toEqual(ALL.map((database) => [`reader_${database}`, reading(BUCKETS[database] as string)]));
    expect([...secrets]).toEqual(ALL.map((database, index) => [database, { kind: 'token', id: `0d${index + 1}`, token: `secret-${index + 1}` }]));
    const mappings = fake.requests.filter(({ method, path }) => method === 'POST' && path === '/api/v2/dbrps').map(({ body }) => JSON.parse(body) as object);
    expect(mappings).toEqual(ALL.map((database) => ({ orgID: ORG, bucketID: BUCKETS[database], database, retention_policy: 'autogen', default: true })));
    expect(fake.requests.every(({ headers }) => headers.authorization === 'Token t')).toBe(true);
  });

  it('are left alone while they are as their files say', async () => {
    await open(server());
    await readers.keep(ALL);
    asked();
    expect(await readers.keep(ALL)).toEqual({ kept: ALL, renewed: [], faults: [] });
    expect(asked()).toEqual([`GET /api/v2/authorizations?orgID=${ORG}`]);
  });

  it('are made anew when the file is gone: the former is deleted, after the new one is saved', async () => {
    await open(server());
    await readers.keep(ALL);
    secrets.delete('y_shop');
    asked();
    expect((await readers.keep(ALL)).renewed).toEqual(['y_shop']);
    expect(asked().slice(-2)).toEqual(['POST /api/v2/authorizations', 'DELETE /api/v2/authorizations/0d1']);
    expect([secrets.get('y_shop'), held.map(({ id }) => id)]).toEqual([{ kind: 'token', id: '0d3', token: 'secret-3' }, ['0d2', '0d3']]);
  });

  it.each<[string, (one: Authorization) => Authorization | undefined]>([
    ['deleted', () => undefined], ['inactive', (one) => ({ ...one, status: 'inactive' })], ['of a bucket that is gone', (one) => ({ ...one, permissions: reading('0b0b0b0b0b0b0bff') })],
    ['allowed more', (one) => ({ ...one, permissions: [...one.permissions, ...reading('0b0b0b0b0b0b0b02')] })],
  ])('are made anew when they are %s', async (_what, change) => {
    await open(server());
    await readers.keep(ALL);
    held = held.flatMap((one) => (one.id === '0d1' ? (change(one) ?? []) : [one]));
    expect((await readers.keep(ALL)).renewed).toEqual(['y_shop']);
    expect(held.map(({ id, description }) => [id, description])).toEqual([['0d2', 'reader_y__programme_P1'], ['0d3', 'reader_y_shop']]);
  });

  // docs.influxdata.com/influxdb/v2/api: 401 and 403 where the token has no permission to write authorizations.
  it.each([401, 403])('are not made by a token that may not (%d): it is said what to do', async (status) => {
    await open(server({ 'POST /api/v2/authorizations': { status, body: { code: 'forbidden', message: 'write:authorizations is unauthorized' } } }));
    const { kept, faults } = await readers.keep(ALL);
    expect([kept, faults, secrets.size]).toEqual([[], ALL.map(() => expect.objectContaining({ code: 'influx-readers-rights' })), 0]);
  });

  it('of others are not touched', async () => {
    await open(server());
    held = [{ id: '0e', description: 'an operator\'s own', status: 'active', permissions: [] }];
    await readers.keep(ALL);
    await readers.keep(ALL);
    expect(held.map(({ id }) => id)).toEqual(['0e', '0d1', '0d2']);
  });
});

describe('read-only tokens of InfluxDB 3, as documented', () => {
  // docs.influxdata.com/influxdb3/core/admin/tokens: admin tokens alone, each of them with access to everything;
  // docs.influxdata.com/influxdb3/enterprise/admin/tokens/resource: tokens of single databases are Enterprise's.
  it.each(['Core', 'Enterprise'])('are not made (%s): it is said why', async (build) => {
    await open(() => ({ status: 200, body: { version: '3.4.1' }, headers: { 'x-influxdb-build': build, 'x-influxdb-version': '3.4.1' } }), { token: 't' });
    await expect(readers.keep(ALL)).rejects.toMatchObject({ code: 'influx-readers-none', help: { zh: expect.stringContaining('3 Core 只有管理令牌'), en: expect.stringContaining('cannot isolate') } });
    expect(asked()).toEqual([]);
  });
});
