import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_PREFIX, operationList } from '@yanshou/api-schema';
import type { OperationId } from '@yanshou/api-schema';
import { pathOf } from '../../platform-under-test/api-client.js';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { PERIOD, evidenceForm } from '../../platform-under-test/workshop.js';

const params = { p: 'bench', d: 'press-0000', g: 'P2', i: 'connected-equipment', u: 'nobody', t: '0123456789abcdef', f: 'none', e: 'none', k: '1', o: '1', a: 'none', format: 'json', y: '2026' };
const { from, to } = PERIOD;
const PERIODS = ['readReadings', 'readLedger', 'readGaps', 'readMinimumData', 'readIndicatorHistory'] as const;
/** Those that cannot be asked without one. */
const DEMANDED: readonly OperationId[] = PERIODS.filter((id) => id !== 'readIndicatorHistory');
const PAGES = ['listProjects', 'listDevices', 'listQuarantine'] as const;

describe('a query that is not as the table says', () => {
  let platform: TestPlatform;
  let [admin, auditor] = [] as unknown as [ApiClient, ApiClient];
  const ask = (id: OperationId, query: Record<string, string | number>) => (id === 'giveOpinion' ? auditor : admin).attempt(id, { params: { ...params, format: 'html' }, query });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1 }));
    auditor = await newPerson(admin, 'auditor', 'auditor', ['project:bench']);
  }, 180_000);
  afterAll(() => platform.dispose());

  // Logging out would end the session that asks.
  it.each(operationList().filter(({ need }) => need !== 'session').map(({ id }) => id))('%s refuses a field that it does not know', async (id) => {
    expectProblem(await ask(id, { ...(DEMANDED.includes(id) ? { from, to } : {}), ...(id === 'streamProject' ? { project: 'bench' } : {}), colour: 'red' }), { status: 400, code: 'unknown-field', field: 'colour' });
  });

  it.each(PAGES)('%s refuses a page that is none', async (id) => {
    for (const limit of ['1000000000', '1001', '0', '-1', '1.5', 'many', '', 'NaN', 'Infinity', '1e400']) {
      expectProblem(await ask(id, { limit }), { status: 400, code: 'invalid', field: 'limit' });
    }
    expect((await ask(id, { limit: 1000 })).status).toBe(200);
  });

  it('a page begins after an id, or a number where there are no ids', async () => {
    for (const id of ['listProjects', 'listDevices'] as const) expectProblem(await ask(id, { after: '../x' }), { status: 400, code: 'invalid', field: 'after' });
    for (const after of ['-1', '1e300', 'x']) expectProblem(await ask('listQuarantine', { after }), { status: 400, code: 'invalid', field: 'after' });
  });

  it('a field that is given twice is refused', async () => {
    const answer = await rawRequest(platform.http, `${API_PREFIX}/projects?limit=1&limit=2`, { headers: admin.credential });
    expectProblem(answer, { status: 400, code: 'invalid', field: 'limit' });
  });

  it.each(PERIODS)('%s refuses a period that is empty, inverted, or without a zone', async (id) => {
    expectProblem(await ask(id, { from: to, to: from }), { status: 400, code: 'invalid', field: 'to' });
    expectProblem(await ask(id, { from, to: from }), { status: 400, code: 'invalid', field: 'to' });
    for (const time of ['2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', '1767225600000', 'yesterday', '', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00+99:00']) {
      expectProblem(await ask(id, { from: time, to }), { status: 400, code: 'invalid', field: 'from' });
    }
  });

  it('a period is demanded where there may be much', async () => {
    for (const id of DEMANDED) expectProblem(await ask(id, { to }), { status: 400, code: 'missing-field', field: 'from' });
    for (const id of ['readLedger', 'readGaps'] as const) expectProblem(await ask(id, { from: '2020-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }), { status: 400, code: 'invalid', field: 'to' });
  });

  it('a period that holds nothing, because it is to come or long ago, is answered with nothing', async () => {
    for (const [begin, end] of [['2199-01-01T00:00:00Z', '2199-01-02T00:00:00Z'], ['1000-01-01T00:00:00Z', '1000-01-02T00:00:00Z']] as const) {
      expect(JSON.parse((await ask('readGaps', { from: begin, to: end })).text)).toMatchObject({ missing: 0, events: [], next: null });
      expect(JSON.parse((await ask('readMinimumData', { from: begin, to: end })).text)).toMatchObject({ items: [{ device: 'press-0000', delivered: [] }] });
      for (const id of PERIODS.filter((one) => one !== 'readGaps' && one !== 'readMinimumData')) expect(JSON.parse((await ask(id, { from: begin, to: end })).text)).toEqual({ items: [], ...(id === 'readLedger' ? { lostSessions: [] } : {}) });
      const windows = await admin.attempt('readReadings', { params, query: { from: begin, to: end, every: '1s', fn: 'mean' } });
      expect([windows.status, JSON.parse(windows.text)]).toEqual([200, { items: [] }]);
    }
  });

  it('the longest period there can be is answered', async () => {
    const all = { from: '1000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' };
    for (const query of [all, { ...all, every: '1s', fn: 'mean' }, { ...all, every: 'year', fn: 'count', format: 'csv' }, { ...all, format: 'parquet' }]) expect([query, (await ask('readReadings', query)).status]).toEqual([query, 200]);
    for (const at of [all.from, all.to]) expect([at, (await ask('readIndicators', { at })).status]).toEqual([at, 200]);
    expect((await ask('readIndicatorHistory', all)).status).toBe(200);
  });

  it.each([
    ['every', { every: '0m', fn: 'mean' }], ['every', { every: '1d', fn: 'mean' }], ['every', { every: '9999999s', fn: 'mean' }], ['fn', { every: 'day' }], ['fn', { fn: 'mean' }], ['fn', { every: 'day', fn: 'median' }],
    ['format', { format: 'xml' }], ['format', { every: 'day', fn: 'mean', format: 'parquet' }], ['device', { device: 'a/b' }], ['metric', { metric: '\u0000' }], ['metric', { metric: '' }],
  ])('readings are refused for their %s: %j', async (field, query) => {
    expectProblem(await ask('readReadings', { from, to, ...query }), { status: 400, code: 'invalid', field });
  });

  it('a unit or language that is none is refused', async () => {
    expectProblem(await ask('readIndicatorHistory', { unit: 'decade' }), { status: 400, code: 'invalid', field: 'unit' });
    expectProblem(await ask('readReport', { lang: 'fr' }), { status: 400, code: 'invalid', field: 'lang' });
    expectProblem(await ask('readIndicators', { at: 'now' }), { status: 400, code: 'invalid', field: 'at' });
  });

  describe('ids in the path', () => {
    const STRANGE = [
      '..', '.', '%2e%2e', '%2E%2e%2f%2e%2e', '%252e%252e', '%00', 'bench%00', '__proto__', 'a%2Fb', '%5c..%5c', '%', '%zz', '%E0%A4%A', '%ff', '*', 'a%20b', '%F0%9F%98%80', "'%20or%201=1--",
      'x'.repeat(65), 'x'.repeat(10_000),
    ];
    const withParams = operationList().filter(({ path }) => path.includes('{'));

    it.each(withParams.map((operation): [string, typeof operation] => [operation.id, operation]))('%s finds nothing by a strange one', async (_, operation) => {
      for (const name of Object.keys(operation.params?.shape ?? {})) {
        for (const strange of STRANGE) {
          const path = pathOf(operation, { params: { ...params, [name]: strange } });
          const answer = await rawRequest(platform.http, path, { method: operation.method.toUpperCase(), headers: admin.credential });
          expectProblem(answer, { status: 404, code: 'not-found' });
          expect(answer.text).not.toContain('xxxxx');
        }
      }
    });
  });

  it.each<[string, () => FormData, number, string, string]>([
    ['no file', () => form((data) => data.delete('file')), 400, 'invalid', 'file'], ['an empty file', () => evidenceForm('a.pdf', ''), 400, 'invalid', 'file'],
    ['two files', () => form((data) => data.append('file', new Blob(['x']), 'b.pdf')), 400, 'malformed-upload', ''], ['a file under another name', () => form((data) => data.set('paper', new Blob(['x']), 'b.pdf')), 400, 'malformed-upload', ''],
    ['an unknown field', () => form((data) => data.set('colour', 'red')), 400, 'unknown-field', 'colour'], ['no title', () => form((data) => data.delete('title')), 400, 'missing-field', 'title'],
    ['a title twice', () => form((data) => data.append('title', 'again')), 400, 'invalid', 'title'], ['a NUL', () => form((data) => data.set('title', 'a\u0000b')), 400, 'invalid', 'title'],
    ['more than 50 MB', () => evidenceForm('a.pdf', 'x'.repeat(50 * 1024 * 1024 + 1)), 413, 'too-large', ''],
  ])('an upload with %s is refused and leaves no file', async (_, body, status, code, field) => {
    expectProblem(await admin.attempt('submitEvidence', { params, body: body() }), { status, code, ...(field === '' ? {} : { field }) });
    expect(readdirSync(join(platform.directory, 'tmp'))).toEqual([]);
    expect((await admin.call('listEvidence', { params })).items).toEqual([]);
  });

  it('an upload that is cut or no form at all is refused', async () => {
    const cut = '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nabc';
    for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data']) {
      expectProblem(await admin.attempt('submitEvidence', { params, body: cut, headers: { 'content-type': type } }), { status: 400, code: 'malformed-upload' });
    }
    expectProblem(await admin.attempt('submitEvidence', { params, body: { title: 'x' } }), { status: 415, code: 'unsupported-media-type' });
    expect(readdirSync(join(platform.directory, 'tmp'))).toEqual([]);
  });

  it.each([['../../etc/passwd', 'passwd'], ['C:\\dir\\paper.pdf', 'paper.pdf'], ['two\r\nlines.pdf', 'two\r\nlines.pdf'], ['quoted "x".pdf', 'quoted "x".pdf'], ['\u202egnp.exe', '\u202egnp.exe']])('an upload named %j is kept as %j, and comes back as bytes to be saved', async (given, kept) => {
    const { id, fileName } = await admin.call('submitEvidence', { params, body: evidenceForm(given, `<script>${given}`, { title: given, kind: 'paper' }) });
    const { headers } = await admin.succeed('readEvidenceFile', { params: { ...params, e: id } });
    expect([fileName, headers.get('content-type'), headers.get('content-disposition')]).toEqual([kept, 'application/octet-stream', expect.stringMatching(/^attachment; filename=/)]);
  });
});

function form(change: (data: FormData) => void): FormData {
  const data = evidenceForm('a.pdf', 'text');
  change(data);
  return data;
}
