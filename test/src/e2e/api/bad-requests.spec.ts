import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, operationList } from '@yanshou/api-schema';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { GOOD_BODIES } from '../../platform-under-test/good-bodies.js';
import type { JsonOperationId } from '../../platform-under-test/good-bodies.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { leavesOf, withLeaf } from '../../platform-under-test/leaves.js';
import { CONTRACT } from '../../platform-under-test/workshop.js';

const IDS = Object.keys(GOOD_BODIES) as JsonOperationId[];
const params = { p: 'bench', d: 'press-0000', u: 'nobody', f: 'none', e: 'none', k: '1', a: 'none', y: '2026' };
const TOO_LONG = 1024 * 1024;
/** No field of any body is of these types. */
const OF_NO_FIELD = [null, [[]]];

describe('a body that is not as the table says', () => {
  let platform: TestPlatform;
  let [admin, auditor] = [] as unknown as [ApiClient, ApiClient];
  /** Opinions are an auditor's alone. */
  const senderOf = (id: JsonOperationId): ApiClient => (id === 'giveOpinion' ? auditor : admin);
  const send = (id: JsonOperationId, body: unknown, headers: Record<string, string> = {}) => senderOf(id).attempt(id, { params, body, headers });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1 }));
    auditor = await newPerson(admin, 'auditor', 'auditor', ['project:bench']);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('is known here for every operation that takes one', () => {
    expect(operationList().filter(({ body }) => body?.kind === 'json').map(({ id }) => id).sort()).toEqual([...IDS].sort());
    for (const id of IDS) expect(OPERATIONS[id].body.schema.safeParse(GOOD_BODIES[id])).toMatchObject({ success: true });
  });

  describe.each(IDS)('%s', (id) => {
    const good = GOOD_BODIES[id];

    it('refuses a field that it does not know', async () => {
      expectProblem(await send(id, { ...good, surprise: 1 }), { status: 400, code: 'unknown-field', field: 'surprise' });
      expectProblem(await send(id, JSON.stringify(good).replace('{', '{"__proto__":{"role":"admin"},')), { status: 400, code: 'unknown-field', field: '__proto__' });
    });

    it('names each field that is of another type', async () => {
      const fields = Object.keys(OPERATIONS[id].body.schema.shape);
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        for (const value of OF_NO_FIELD) {
          const { field: named, errors } = expectProblem(await send(id, { ...good, [field]: value }), { status: 400, code: 'invalid' });
          expect([field, named]).toEqual([field, expect.stringMatching(new RegExp(`^${field}(?:\\[0\\])?$`))]);
          expect(errors?.[0]).toMatchObject({ code: 'invalid', field: named });
        }
      }
    });

    it('refuses what is no object, and no JSON', async () => {
      for (const body of ['null', '[]', '"text"', '17']) expectProblem(await send(id, body), { status: 400, code: 'invalid' });
      for (const body of ['{', '{"a":1,}', "{'a':1}", '{"a":NaN}', '[['.repeat(10_000)]) expectProblem(await send(id, body), { status: 400, code: 'malformed-json' });
    });

    it('refuses a body that is missing, of another type, compressed or too long', async () => {
      expectProblem(await send(id, ''), { status: 400, code: 'malformed-json' });
      expectProblem(await senderOf(id).attempt(id, { params }), { status: 415, code: 'unsupported-media-type' });
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json; charset=latin1']) {
        expectProblem(await send(id, good, { 'content-type': type }), { status: 415, code: 'unsupported-media-type' });
      }
      expectProblem(await send(id, gzipSync(JSON.stringify(good)), { 'content-encoding': 'gzip' }), { status: 415, code: 'unsupported-media-type' });
      expectProblem(await send(id, JSON.stringify({ ...good, padding: 'x'.repeat(TOO_LONG) })), { status: 413, code: 'too-large' });
    });

    it('never fails for what a text or number holds, and takes no NUL where it keeps the text', async () => {
      const tried = leavesOf(good).flatMap(({ path, value }) => (typeof value === 'number' ? [1e308, -1e308, 5e-324, 2 ** 53] : ['a\u0000b', 'x\ud800', '\u202e\ufeff', 'a'.repeat(100_000)]).map((poison) => ({ path, poison })));
      for (const { path, poison } of tried) {
        const { status, text } = await send(id, withLeaf(good, path, poison));
        expect([path, status < 500, text]).toEqual([path, true, text]);
        if (poison === 'a\u0000b' && !isSecret(path)) expect([path, Math.floor(status / 100)]).toEqual([path, 4]);
      }
    });
  });

  it('is refused with the whole path of what is wrong deep inside, every fault at once', async () => {
    const targets = [...CONTRACT.targets, { ...CONTRACT.targets[0], value: 'many', extra: 1 }];
    const { errors } = expectProblem(await send('changeProject', { contract: { ...CONTRACT, targets, networkedThreshold: 1.5 } }), { status: 400, code: 'invalid', field: 'contract.targets[3].value' });
    expect(errors?.map(({ code, field }) => [code, field])).toEqual([['invalid', 'contract.targets[3].value'], ['unknown-field', 'contract.targets[3].extra'], ['invalid', 'contract.networkedThreshold']]);
  });

  it.each([['en', 'en'], ['en-US,en;q=0.9,zh;q=0.8', 'en'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['fr', 'zh'], ['', 'zh'], ['*', 'zh'], [';;;', 'zh']])('is explained to whoever accepts “%s” in %s', async (accepted, language) => {
    const { text } = await send('createProgramme', { id: 'P9', nameZh: '', nameEn: 'x' }, { 'accept-language': accepted });
    const { detail, detailZh, detailEn } = JSON.parse(text) as { detail: string; detailZh: string; detailEn: string };
    expect(detail).toBe(language === 'zh' ? detailZh : detailEn);
    expect([detailZh, detailEn]).toEqual([expect.stringMatching(/^字段 nameZh：.*\p{Script=Han}/u), expect.stringMatching(/^field nameZh: [ -~]+$/)]);
  });

  it.each<[string, string, string, string]>([
    ['a column that is none', 'id,colour\r\na,red', 'unknown-field', 'colour'], ['no device', 'id,nameZh', 'malformed-csv', ''], ['nothing', '', 'malformed-csv', ''],
    ['a quote that never ends', 'id,nameZh\r\na,"x', 'malformed-csv', ''], ['a line that is too short', 'id,nameZh,nameEn,assetKind,classId,reporting\r\na,b', 'malformed-csv', ''],
    ['a class that is not there', 'id,nameZh,nameEn,assetKind,classId,reporting\r\na,b,c,production,none,periodic', 'unknown-reference', 'classId'],
    ['a NUL', 'id,nameZh,nameEn,assetKind,classId,reporting,assetNumber\r\na,b,c,production,press,periodic,x\u0000', 'invalid', 'assetNumber'],
  ])('an inventory file with %s is refused with its line', async (_, body, code, field) => {
    const { errors } = expectProblem(await admin.attempt('importDevices', { params, body }), { status: code === 'unknown-reference' ? 422 : 400, code });
    expect(errors).toContainEqual(expect.objectContaining({ code, field, line: expect.any(Number), detailZh: expect.stringMatching(/^第 \d 行/) }));
  });
});

const isSecret = (path: readonly PropertyKey[]): boolean => /password/i.test(String(path.at(-1)));
