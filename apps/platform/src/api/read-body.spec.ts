import { request as httpRequest } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ApiProblem } from './problem.js';
import type { ReadBody } from './read-body.js';
import { BodyReader, CSV_LIMIT_BYTES, JSON_LIMIT_BYTES, UPLOAD_LIMIT_BYTES } from './read-body.js';
import { Served } from './testing/served.js';
import type { Sent } from './testing/served.js';
import { until } from './testing/until.js';

const BODIES = {
  json: { kind: 'json', schema: z.unknown() }, csv: { kind: 'csv', description: { zh: '', en: '' } }, multipart: { kind: 'multipart', fields: z.object({}) },
} as const;
type Kind = keyof typeof BODIES;

let directory: string;
let served: Served;
/** What came of the last request, once it has come in. */
let outcome: Promise<ReadBody> | undefined;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yanshou-multipart-'));
  const reader = new BodyReader(directory);
  served = await Served.of((request, response) => {
    outcome = reader.read(BODIES[request.path.slice(1) as Kind], request, response);
    outcome.then(() => response.end(), () => response.status(400).end());
  });
});
afterEach(() => {
  served.close();
  rmSync(directory, { recursive: true, force: true });
});

async function read(kind: Kind, body: string | Buffer, headers: Sent['headers'] = {}): Promise<ReadBody> {
  outcome = undefined;
  await served.send(`/${kind}`, { method: 'POST', headers, body });
  return outcome ?? Promise.reject(new Error('has not come in'));
}
/** Code of the problem that it is refused with. */
const refusal = (reading: Promise<unknown>): Promise<string> => reading.then(() => 'none', (error: unknown) => (error instanceof ApiProblem ? error.refusal.code : `fault: ${String(error)}`));

const JSON_TYPE = { 'content-type': 'application/json' };
const CSV_TYPE = { 'content-type': 'text/csv' };
const FORM_TYPE = { 'content-type': 'multipart/form-data; boundary=b' };
const part = (disposition: string, content: string, type = ''): string => `--b\r\ncontent-disposition: form-data; ${disposition}\r\n${type === '' ? '' : `content-type: ${type}\r\n`}\r\n${content}\r\n`;
const form = (...parts: readonly string[]): string => `${parts.join('')}--b--\r\n`;
const FILE = part('name="file"; filename="检测报告.pdf"', 'abc', 'application/pdf');

describe('a body in JSON', () => {
  it.each([['{"a":[1,"车"]}', { a: [1, '车'] }], ['[]', []], ['7', 7], ['null', null], ['"x"', 'x']])('is read: %s', async (text, value) => {
    expect((await read('json', text, { 'content-type': 'application/json; charset=utf-8' })).value).toEqual(value);
  });

  it.each<[string, string, string | Buffer, Record<string, string>]>([
    ['that breaks off', 'malformed-json', '{"a":', JSON_TYPE], ['that is none', 'malformed-json', 'a=1', JSON_TYPE],
    ['of another type', 'unsupported-media-type', '{}', { 'content-type': 'text/plain' }], ['without a type', 'unsupported-media-type', '{}', {}],
    ['of a form', 'unsupported-media-type', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['that is compressed', 'unsupported-media-type', gzipSync('{}'), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['in another character set', 'unsupported-media-type', '{}', { 'content-type': 'application/json; charset=gbk' }],
    ['of nothing', 'malformed-json', '', JSON_TYPE], ['of no length that is told, and too long', 'too-large', ' '.repeat(JSON_LIMIT_BYTES + 1), { ...JSON_TYPE, 'transfer-encoding': 'chunked' }],
  ])('%s is refused as %s', async (_what, code, body, headers) => expect(await refusal(read('json', body, headers))).toBe(code));

  it('of a megabyte is read, of one byte more is not', async () => {
    const text = (bytes: number): string => `"${'a'.repeat(bytes - 2)}"`;
    expect((await read('json', text(JSON_LIMIT_BYTES), JSON_TYPE)).value).toHaveLength(JSON_LIMIT_BYTES - 2);
    expect(await refusal(read('json', text(JSON_LIMIT_BYTES + 1), JSON_TYPE))).toBe('too-large');
  });
});

describe('a body in CSV', () => {
  it.each([['in UTF-8', Buffer.from('id\n车'), 'text/csv'], ['in the character set that it names', Buffer.from([0x69, 0x64, 0x0a, 0xb3, 0xb5]), 'text/csv; charset=gbk']])('%s is read as a text', async (_what, body, type) => {
    expect((await read('csv', body, { 'content-type': type })).value).toBe('id\n车');
  });

  it('of another type, or compressed, is refused', async () => {
    expect(await refusal(read('csv', 'id\n', JSON_TYPE))).toBe('unsupported-media-type');
    expect(await refusal(read('csv', gzipSync('id\n'), { ...CSV_TYPE, 'content-encoding': 'gzip' }))).toBe('unsupported-media-type');
  });

  it('of twenty megabytes is read, of one byte more is not', async () => {
    expect((await read('csv', Buffer.alloc(CSV_LIMIT_BYTES, 'a'), CSV_TYPE)).value).toHaveLength(CSV_LIMIT_BYTES);
    expect(await refusal(read('csv', Buffer.alloc(CSV_LIMIT_BYTES + 1, 'a'), CSV_TYPE))).toBe('too-large');
  });
});

describe('an upload', () => {
  it('is a file in the temporary directory, and fields', async () => {
    const { value, file } = await read('multipart', form(part('name="title"', '检测报告'), FILE, part('name="kind"', 'test-report')), FORM_TYPE);
    expect(value).toEqual({ title: '检测报告', kind: 'test-report' });
    expect(file).toMatchObject({ fileName: '检测报告.pdf', mediaType: 'application/pdf', bytes: 3 });
    expect([readdirSync(directory), readFileSync(file?.path ?? '', 'utf8')]).toEqual([[file?.path.slice(directory.length + 1)], 'abc']);
  });

  it('has a name of ours, whatever name the sender gives', async () => {
    const { file } = await read('multipart', form(part('name="file"; filename="../../etc/passwd"', 'abc')), FORM_TYPE);
    expect(file?.path).toMatch(/\/[0-9a-f]{32}$/);
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it('without a file has its fields only', async () => {
    expect(await read('multipart', form(part('name="title"', 'x')), FORM_TYPE)).toEqual({ value: { title: 'x' } });
  });

  it.each<[string, string, Record<string, string>]>([
    ['of two files', form(FILE, FILE), FORM_TYPE], ['of a file by another name', form(part('name="photo"; filename="a"', 'x')), FORM_TYPE],
    ['that breaks off', form(FILE).slice(0, -20), FORM_TYPE], ['that breaks off in a header', form(FILE).slice(0, 30), FORM_TYPE], ['with a header that is none', '--b\r\n\u0000: x\r\n\r\nx\r\n--b--\r\n', FORM_TYPE],
    ['without a boundary', form(FILE), { 'content-type': 'multipart/form-data' }],
    ['of too many fields', form(...Array.from({ length: 21 }, (_, n) => part(`name="f${n}"`, 'x'))), FORM_TYPE], ['of a field without a name', form(part('x="y"', 'x')), FORM_TYPE],
    ['of a field that is too long', form(FILE, part('name="title"', 'x'.repeat(16 * 1024 + 1))), FORM_TYPE], ['of nothing', '', FORM_TYPE],
  ])('%s is refused, and leaves nothing behind', async (_what, body, headers) => {
    expect(await refusal(read('multipart', body, headers))).toBe('malformed-upload');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of fifty megabytes is taken, of one byte more is not and leaves nothing behind', async () => {
    const large = (bytes: number): Buffer => Buffer.concat([Buffer.from(part('name="file"; filename="a"', '').slice(0, -2)), Buffer.alloc(bytes), Buffer.from('\r\n--b--\r\n')]);
    const { file } = await read('multipart', large(UPLOAD_LIMIT_BYTES), FORM_TYPE);
    expect(file?.bytes).toBe(UPLOAD_LIMIT_BYTES);
    rmSync(file?.path ?? '');
    expect(await refusal(read('multipart', large(UPLOAD_LIMIT_BYTES + 1), FORM_TYPE))).toBe('too-large');
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('a body that never comes to its end', () => {
  it.each<[Kind, Record<string, string>, string]>([
    ['json', JSON_TYPE, '{"a":'], ['csv', CSV_TYPE, 'id\n'], ['multipart', FORM_TYPE, form(FILE).slice(0, -12)],
  ])('in %s is a fault of the sender, and leaves nothing behind', async (kind, headers, begin) => {
    outcome = undefined;
    const request = httpRequest({ port: served.port, host: '127.0.0.1', path: `/${kind}`, method: 'POST', headers: { ...headers, 'content-length': '1000' } });
    request.on('error', () => undefined);
    request.write(begin);
    await until(() => outcome !== undefined);
    request.destroy();
    expect(await refusal(Promise.resolve(outcome))).toBe('invalid');
    await until(() => readdirSync(directory).length === 0);
  });

  it('because the disk takes no more is a fault of the platform', async () => {
    rmSync(directory, { recursive: true });
    expect(await refusal(read('multipart', form(FILE), FORM_TYPE))).toMatch(/^fault: .*ENOENT/);
    mkdirSync(directory);
  });
});
