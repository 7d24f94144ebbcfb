import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualClock, systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { InfluxView, openInfluxStore } from './index.js';
import type { InfluxSettings, InfluxStore } from './index.js';
import { startFakeInflux } from './testing/fake-influx.js';
import type { FakeAnswer, FakeInflux, FakeRequest } from './testing/fake-influx.js';

/*
 * Servers of 2.x and 3.x as their documents describe them: exchanges written by hand. Each names the page it was written
 * from. What they say of 2.7 is asked of a real one too, where there is one: testing/influx-2-behaviour.ts.
 */
const START = 1_769_889_600_000_000;
const ALL = { project: 'p', from: START, to: START + 1e9 };
const ROWS = { results: [{ statement_id: 0, series: [{ name: 'sample', columns: ['time', 'n.m', 'b.m', 't.m', 'flags', 'received', 'sequence', 'batch'], values: [[START, 0.1, null, null, 0, START, 1, 2]] }] }] };
const NEWEST = { results: [{ statement_id: 0, series: [{ name: 'sample', tags: { device: "d'1", shape: 'n.m' }, columns: ['time', 'last'], values: [[START, 1]] }] }] };

let fake: FakeInflux;
let store: InfluxStore;
let warnings: string[];
afterEach(async () => {
  await store?.close();
  await fake.stop();
});

/** A store that has written one reading to a server that answers by `answer`. */
async function written(settings: Omit<InfluxSettings, 'url' | 'prefix'>, answer: (request: FakeRequest) => FakeAnswer): Promise<MemoryBook> {
  warnings = [];
  fake = await startFakeInflux(answer);
  const book = new MemoryBook();
  store = await openInfluxStore({ settings: { url: fake.url, prefix: 'y', ...settings }, book, onWarning: ({ code }) => warnings.push(code) });
  const builder = new BatchBuilder();
  builder.reading({ device: "d'1", metric: 'm', at: START, value: 0.1 });
  await store.commit(builder.build());
  return book;
}

const asked = (): string[] => fake.requests.map(({ method, path }) => `${method} ${path}`);

describe('InfluxDB 2.7, as documented', () => {
  // docs.influxdata.com/influxdb/v2/api: GET /ping and /health; GET /api/v2/orgs; GET, POST /api/v2/buckets; GET, POST
  // /api/v2/dbrps; POST /api/v2/write. docs.influxdata.com/influxdb/v2/api-guide/influxdb-1x/query: /query, which names no
  // parameters for values.
  const server = (more: Partial<Record<string, FakeAnswer>> = {}) => ({ method, path }: FakeRequest): FakeAnswer => {
    const route = `${method} ${path.split('?')[0] ?? ''}`;
    const known: Record<string, FakeAnswer> = {
      'GET /ping': { status: 204, headers: { 'x-influxdb-build': 'OSS', 'x-influxdb-version': 'v2.7.11' } },
      'GET /api/v2/orgs': { status: 200, body: { orgs: [{ id: '0a0a0a0a0a0a0a0a', name: 'o' }] } },
      'GET /api/v2/buckets': { status: 200, body: { buckets: [] } },
      'POST /api/v2/buckets': { status: 201, body: { id: '0b0b0b0b0b0b0b0b', name: 'y_p', retentionRules: [] } },
      'GET /api/v2/dbrps': { status: 200, body: { content: [] } },
      'POST /api/v2/dbrps': { status: 201, body: { id: '0c0c0c0c0c0c0c0c' } },
      'POST /api/v2/write': { status: 204 },
      'POST /query': { status: 200, body: ROWS },
    };
    return more[route] ?? known[route] ?? { status: 404, body: { code: 'not found', message: 'path not found' } };
  };
  const credentials = { token: 't', org: 'o' };

  it('is given a bucket and a database of its name, and lines with its token', async () => {
    const book = await written(credentials, server());
    expect(asked()).toEqual([
      'GET /ping', 'GET /api/v2/buckets?org=o&name=y_p', 'GET /api/v2/orgs?org=o', 'POST /api/v2/buckets',
      'GET /api/v2/dbrps?orgID=0a0a0a0a0a0a0a0a&db=y_p', 'POST /api/v2/dbrps', 'GET /api/v2/buckets?org=o&name=y_p', 'POST /api/v2/write?org=o&bucket=y_p&precision=ns',
    ]);
    expect(JSON.parse(fake.requests[3]?.body ?? '')).toEqual({ orgID: '0a0a0a0a0a0a0a0a', name: 'y_p', retentionRules: [] });
    expect(JSON.parse(fake.requests[5]?.body ?? '')).toEqual({ orgID: '0a0a0a0a0a0a0a0a', bucketID: '0b0b0b0b0b0b0b0b', database: 'y_p', retention_policy: 'autogen', default: true });
    expect(fake.requests.every(({ headers }) => headers.authorization === 'Token t')).toBe(true);
    expect([(await book.totals()).stored, warnings]).toEqual([1, []]);
  });

  it('finds a bucket that is mapped already and makes nothing', async () => {
    await written(credentials, server({
      'GET /api/v2/buckets': { status: 200, body: { buckets: [{ id: '0b0b0b0b0b0b0b0b', orgID: '0a0a0a0a0a0a0a0a', name: 'y_p' }] } },
      'GET /api/v2/dbrps': { status: 200, body: { content: [{ bucketID: '0b0b0b0b0b0b0b0b', database: 'y_p' }] } },
    }));
    expect(asked().filter((one) => one.startsWith('POST'))).toEqual(['POST /api/v2/write?org=o&bucket=y_p&precision=ns']);
  });

  it('is asked with literals that no name can leave', async () => {
    await written(credentials, server());
    expect(await collectReadings(store.readings(ALL))).toEqual([["d'1", 'm', START, START, 0.1, '', 0, 1]]);
    const form = new URLSearchParams(fake.requests.at(-1)?.body);
    expect([form.get('db'), form.get('params')]).toEqual(['y_p', null]);
    expect(form.get('q')).toContain("device = 'd\\'1' AND shape =~ /^#|(^|&)(n\\.m|b\\.m|t\\.m)($|&)/ AND time >= 1769889600000000000 AND time < 1769890600000000000 LIMIT");
  });

  // docs.influxdata.com/influxdb/v2/write-data/troubleshoot: 422 where points are rejected, 400 where a line is malformed,
  // both with a message; 413 and 429 with Retry-After.
  it.each<[string, FakeAnswer, string | null]>([
    ['422', { status: 422, body: { code: 'unprocessable entity', message: 'failure writing points to database: partial write: field type conflict: input field "n.m" on measurement "sample" is type float, already exists as type integer dropped=1' } }, null],
    ['400', { status: 400, body: { code: 'invalid', message: "unable to parse 'sample': missing fields" } }, null],
    ['422 for its age', { status: 422, body: { code: 'unprocessable entity', message: 'failure writing points to database: partial write: points beyond retention policy dropped=1' } }, 'store-beyond-retention'],
    ['422 for its age, as 2.7.12 says it', { status: 422, body: { code: 'unprocessable entity', message: 'failure writing points to database: partial write: dropped 1 points outside retention policy of duration 24h0m0s - oldest point sample at 1970-01-01T00:00:00.000001Z dropped because it violates a Retention Policy Lower Bound at 2026-11-25T16:30:28.293667759Z dropped=1' } }, 'store-beyond-retention'],
    ['400 with a line that speaks of limits', { status: 400, body: { code: 'invalid', message: "unable to parse 'sample t.m=\"max-series-per-database limit exceeded: open /x: no space left, outside retention policy\"': invalid field" } }, null],
    ['404 of the organisation', { status: 404, body: { code: 'not found', message: 'organization name "o" not found' } }, 'store-target-missing'],
    ['401', { status: 401, body: { code: 'unauthorized', message: 'unauthorized access' } }, 'store-access-refused'],
    ['404', { status: 404, body: { code: 'not found', message: 'bucket "y_p" not found' } }, 'store-target-missing'],
    ['429', { status: 429, body: { code: 'too many requests', message: 'org over limit' }, headers: { 'retry-after': '0' } }, 'store-busy'],
    ['500', { status: 500, body: { code: 'internal error', message: 'internal error' } }, 'store-unavailable'],
  ])('answers %s: a line is quarantined, anything else is held', async (_status, answer, code) => {
    const writing = written(credentials, server({ 'POST /api/v2/write': answer }));
    if (code === null) expect(await (await writing).totals()).toMatchObject({ received: 1, stored: 0, rejected: 1 });
    else await expect(writing).rejects.toMatchObject({ code, retryable: true });
  });

  // docs.influxdata.com/influxdb/v2/api: a bucket's retentionRules, `everySeconds` 0 or no rule for ever.
  const bucket = (...retentionRules: readonly object[]): FakeAnswer => ({ status: 200, body: { buckets: [{ id: '0b0b0b0b0b0b0b0b', orgID: '0a0a0a0a0a0a0a0a', name: 'y_p', retentionRules }] } });

  it.each([
    [{}, bucket(), true], [{}, bucket({ type: 'expire', everySeconds: 0 }), true], [{}, bucket({ type: 'expire', everySeconds: 2_592_000 }), false],
    [{ retentionDays: 3_000 }, bucket({ type: 'expire', everySeconds: 259_200_000 }), true], [{ retentionDays: 3_001 }, bucket({ type: 'expire', everySeconds: 259_200_000 }), false],
  ])('kept as %j asks, in a bucket of %j: %s; else it is held', async (wanted, found, kept) => {
    const writing = written({ ...credentials, ...wanted }, server({ 'GET /api/v2/buckets': found }));
    if (kept) expect((await (await writing).totals()).stored).toBe(1);
    else await expect(writing).rejects.toMatchObject({ code: 'store-retention-short', retryable: true });
    expect(asked().some((one) => one.startsWith('POST /api/v2/write'))).toBe(kept);
  });

  it('is given a bucket that keeps what the setting says', async () => {
    await written({ ...credentials, retentionDays: 4_000 }, server());
    expect(JSON.parse(fake.requests[3]?.body ?? '')).toMatchObject({ retentionRules: [{ type: 'expire', everySeconds: 345_600_000 }] });
  });

  // As 2.7.12 answers a token of one bucket: 401 with the right that it lacks, and no organisation in the list.
  it.each<[string, Partial<Record<string, FakeAnswer>>]>([
    ['make buckets', { 'POST /api/v2/buckets': { status: 401, body: { code: 'unauthorized', message: 'write:orgs/0a0a0a0a0a0a0a0a/buckets is unauthorized' } } }],
    ['see the organisation', { 'GET /api/v2/orgs': { status: 200, body: { orgs: [] } } }],
  ])('where the token may not %s, lines are written if the bucket is there; else the right is asked for', async (_right, more) => {
    expect((await (await written(credentials, server(more))).totals()).stored).toBe(1);
    await store.close();
    await fake.stop();
    const missing: FakeAnswer = { status: 404, body: { code: 'not found', message: 'bucket "y_p" not found' } };
    await expect(written(credentials, server({ ...more, 'POST /api/v2/write': missing }))).rejects.toMatchObject({ code: 'store-access-refused', retryable: true, help: { en: expect.stringContaining('may not make it') } });
  });

  it.each([[{ token: 't' }, 'INFLUX_ORG'], [{ username: 'u', password: 'p' }, 'INFLUX_TOKEN']])('needs more than %j, which is a matter of settings', async (given, missing) => {
    await expect(written(given, server())).rejects.toMatchObject({ code: 'store-settings-missing', retryable: false, message: expect.stringContaining(missing) });
  });
});

describe('InfluxDB 3 Core, as documented', () => {
  // docs.influxdata.com/influxdb3/core/admin/identify-version: /ping; …/core/api: POST /api/v3/configure/database, the write
  // of 2.x and the query of 1.x; …/core/admin/query-file-limit (432 files, about 72 hours).
  const server = (made: FakeAnswer, write: FakeAnswer = { status: 204 }) => ({ path }: FakeRequest): FakeAnswer => {
    if (path === '/ping') return { status: 200, body: { version: '3.4.1', revision: 'a1b2c3', process_id: 'x' }, headers: { 'x-influxdb-build': 'Core', 'x-influxdb-version': '3.4.1' } };
    if (path === '/api/v3/configure/database') return made;
    return path === '/query' ? { status: 200, body: ROWS } : write;
  };

  it('is given a database and lines, with a warning of how far back it reads', async () => {
    await written({ token: 't' }, server({ status: 200 }));
    expect(asked()).toEqual(['GET /ping', 'GET /api/v3/configure/database?format=json', 'POST /api/v3/configure/database', 'POST /api/v2/write?bucket=y_p&precision=ns']);
    expect(fake.requests[3]?.headers.authorization).toBe('Bearer t');
    expect([warnings, (await store.server()).version]).toEqual([['store-short-memory'], '3.4.1']);
    expect(await collectReadings(store.readings(ALL))).toHaveLength(1);
  });

  // docs.influxdata.com/influxdb3/core/api: `retention_period` of POST /api/v3/configure/database.
  it('is given a database that keeps what the setting says', async () => {
    await written({ token: 't', retentionDays: 4_000 }, server({ status: 200 }));
    expect(JSON.parse(fake.requests[2]?.body ?? '')).toEqual({ db: 'y_p', retention_period: '4000d' });
  });

  it('may have the database already', async () => {
    await written({ token: 't' }, server({ status: 409, body: 'attempted to create a resource that already exists' }));
    expect(asked().at(-1)).toBe('POST /api/v2/write?bucket=y_p&precision=ns');
  });

  /*
   * docs.influxdata.com/influxdb3/core/admin/databases: five databases at most. …/core/api: GET /api/v3/configure/database
   * lists them by `iox::database`. How a sixth is refused no page says: any refusal of these, whatever its words.
   */
  describe('with five databases', () => {
    const FIVE = ['_internal', 'y__platform', 'y__programme_P1', 'y_p', 'y_q', 'y_r'];
    /** Has what it is given until some of it is dropped. */
    const full = (names: string[], refused: FakeAnswer) => ({ method, path, body }: FakeRequest): FakeAnswer => {
      if (path === '/ping') return server({ status: 200 })({ path } as FakeRequest);
      if (method === 'GET') return { status: 200, body: names.map((name) => ({ 'iox::database': name })) };
      if (path.startsWith('/api/v3')) {
        const { db } = JSON.parse(body) as { readonly db: string };
        if (names.includes(db)) return { status: 409, body: 'attempted to create a resource that already exists' };
        if (names.length > 5) return refused;
        names.push(db);
        return { status: 200 };
      }
      if (path !== '/query') return { status: 204 };
      const asked = new URLSearchParams(body);
      if (!names.includes(asked.get('db') ?? '')) return { status: 404, body: { error: 'database not found' } };
      return { status: 200, body: asked.get('q')?.includes('GROUP BY') === true ? NEWEST : ROWS };
    };
    const readingOf = (project: string, at: number) => ({ project, device: "d'1", metric: 'm', at, value: 0.1 });

    async function opened(names: string[], refused: FakeAnswer, clock: Clock = systemClock): Promise<MemoryBook> {
      warnings = [];
      fake = await startFakeInflux(full(names, refused));
      const book = new MemoryBook();
      store = await openInfluxStore({ settings: { url: fake.url, prefix: 'y', token: 't' }, book, clock, onWarning: ({ code, help }) => warnings.push(`${code} ${help?.en.match(/\d+ projects fit/)?.[0] ?? help?.en.match(/none for y_\w+/)?.[0] ?? ''}`.trim()) });
      return book;
    }

    it.each<[string, FakeAnswer]>([
      ['422', { status: 422, body: { error: 'limit' } }], ['400', { status: 400, body: 'no' }], ['500', { status: 500, body: 'internal' }],
    ])('a project beyond them (%s) holds nobody: its readings are quarantined with the reason, those of others are stored', async (_status, refused) => {
      const book = await opened([...FIVE], refused);
      const builder = new BatchBuilder();
      for (const project of ['s', 'p']) builder.message([readingOf(project, START), { ...readingOf(project, START), metric: 'n' }]);
      await store.commit(builder.build());
      expect([await book.totals('p'), await book.totals('s')]).toMatchObject([{ received: 2, stored: 2, rejected: 0 }, { received: 2, stored: 0, rejected: 2 }]);
      expect((await book.quarantine({ project: 's', after: 0, limit: 9 })).map(({ code, hint, payload }) => [code, hint.includes('none for y_s'), Buffer.from(payload).includes('n.m=0.1,n.n=0.1,')])).toEqual([['store-refused', true, true]]);
      expect(warnings).toEqual(['store-short-memory 3 projects fit', 'store-databases-full none for y_s']);
      // What is asked of it answers nothing, and is no fault.
      expect(await collectReadings(store.readings({ ...ALL, project: 's' }))).toEqual([]);
      expect((await store.existing({ series: Int32Array.of(1, 2), at: Float64Array.of(START, START) })).length).toBe(0);
    });

    it('is asked nothing of a project without a database, after a restart and by other processes too: its next batch is quarantined as well', async () => {
      const names = [...FIVE];
      const book = await opened(names, { status: 422, body: { error: 'limit' } });
      const builder = new BatchBuilder();
      for (const project of ['s', 'p']) builder.reading(readingOf(project, START));
      await store.commit(builder.build());
      await store.close();
      const settings = { url: fake.url, prefix: 'y', token: 't' };
      store = await openInfluxStore({ settings, book });
      // What a projector asks before it commits a batch that names a key twice.
      const found = await store.existing({ series: Int32Array.of(1, 2, 1), at: Float64Array.of(START, START, START) });
      expect([[...found.index], [...found.number]]).toEqual([[1], [0.1]]);
      const view = new InfluxView({ settings, book });
      for (const reader of [store, view]) {
        const ofS = { ...ALL, project: 's' };
        expect([await collectReadings(reader.readings(ofS)), (await reader.latest('s')).length]).toEqual([[], 0]);
        expect(await reader.windowDetails({ ...ofS, device: "d'1", metric: 'm', bounds: Float64Array.of(START, START + 1e6), origins: [0] })).toMatchObject([{ coveredMicros: 0 }]);
        expect(await collectReadings(reader.readings(ALL))).toHaveLength(1);
      }
      await view.close();
      builder.reading(readingOf('s', START + 1e6));
      await store.commit(builder.build());
      expect(await book.totals('s')).toMatchObject({ received: 2, stored: 0, rejected: 2 });
    });

    it.each([['the same process', false], ['a restart', true]])('is not waited for where a database was dropped and its place taken, in %s', async (_when, isRestarted) => {
      const names = FIVE.filter((name) => name !== 'y_r');
      const refused: FakeAnswer = { status: 422, body: { error: 'limit' } };
      const book = await opened(names, refused);
      const builder = new BatchBuilder();
      builder.reading(readingOf('s', START));
      await store.commit(builder.build());
      names.splice(names.indexOf('y_s'), 1, 'y_r');
      if (isRestarted) {
        await store.close();
        store = await openInfluxStore({ settings: { url: fake.url, prefix: 'y', token: 't' }, book });
      }
      const keys = { series: Int32Array.of(1), at: Float64Array.of(START) };
      await expect(store.existing(keys)).rejects.toMatchObject({ code: 'store-target-missing', retryable: true });
      expect((await store.existing(keys)).length).toBe(0);
      for (const project of ['s', 'p']) builder.reading(readingOf(project, START + 1e6));
      await store.commit(builder.build());
      expect([await book.totals('p'), await book.totals('s')]).toMatchObject([{ stored: 1 }, { stored: 1, rejected: 1 }]);
    });

    it('says so once, asks again after a minute, and stores what comes once there is room', async () => {
      const [names, clock] = [[...FIVE], new ManualClock(START)];
      const book = await opened(names, { status: 422, body: { error: 'limit' } }, clock);
      const builder = new BatchBuilder();
      const commit = async (second: number): Promise<void> => {
        builder.reading(readingOf('s', START + second * 1e6));
        await store.commit(builder.build());
      };
      for (const second of [0, 1, 2]) await commit(second);
      const made = (): number => asked().filter((one) => one === 'POST /api/v3/configure/database').length;
      expect([made(), warnings.filter((one) => one.startsWith('store-databases-full')).length]).toEqual([1, 1]);
      names.splice(names.indexOf('y_r'), 1);
      await commit(3);
      expect([made(), (await book.totals('s')).stored]).toEqual([1, 0]);
      clock.advance(61 * 1e6);
      await commit(4);
      expect([made(), (await book.totals('s')).stored, names.includes('y_s')]).toEqual([2, 1, true]);
    });

    it('holds the cursor where the server refuses a database though it has room for one', async () => {
      const refusing = ({ method, path }: FakeRequest): FakeAnswer => (method === 'POST' && path.startsWith('/api/v3') ? { status: 500, body: 'internal' } : full(['y_p'], { status: 500 })({ method, path } as FakeRequest));
      await expect(written({ token: 't' }, refusing)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    });
  });

  // docs.influxdata.com/influxdb3/core/write-data/troubleshoot: 400 for a partial write, with the lines that were rejected.
  it('names the lines that it rejects', async () => {
    const partial = { error: 'partial write of line protocol occurred', data: [{ original_line: 'sample…', line_number: 1, error_message: 'invalid column type for column n.m' }] };
    const book = await written({ token: 't' }, server({ status: 200 }, { status: 400, body: partial }));
    expect((await book.quarantine({ project: 'p', after: 0, limit: 9 })).map(({ hint }) => hint)).toEqual(['partial write of line protocol occurred']);
  });
});

describe('something that is no InfluxDB', () => {
  it.each<[string, FakeAnswer, string]>([
    ['a web site', { status: 200, body: '<html></html>' }, 'store-server-unknown'],
    ['a later generation', { status: 204, headers: { 'x-influxdb-version': '9.0.0' } }, 'store-server-unknown'],
  ])('%s ends the start', async (_what, answer, code) => {
    await expect(written({}, () => answer)).rejects.toMatchObject({ code, retryable: false });
  });

  it.each([404, 421, 502])('a proxy that answers %i for a server that is away is asked again', async (status) => {
    await expect(written({}, () => ({ status, body: 'no backend' }))).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
  });
});
