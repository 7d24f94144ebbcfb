import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { describeIssues } from './describe-issues.js';
import { OPERATIONS } from './table.js';

const project = { id: 'p', programme: 'P1', nameZh: '车间', nameEn: 'workshop', acceptedFrom: '2026-01-01T00:00:00+08:00' };
const shape = (schema: z.ZodType, value: unknown) => describeIssues(schema, value).map(({ code, field }) => [code, field]);
const create = OPERATIONS.createProject.body.schema;

describe('what is wrong with a request', () => {
  it('is nothing when it fits', () => expect(describeIssues(create, project)).toEqual([]));

  it.each<[string, unknown, string, string]>([
    ['an unknown field', { ...project, x: 1 }, 'unknown-field', 'x'],
    ['a missing field', { ...project, nameZh: undefined }, 'missing-field', 'nameZh'],
    ['a missing field of a few words', { ...project, contract: { targets: [{ indicator: 'x' }] } }, 'missing-field', 'contract.targets[0].comparator'],
    ['no body', undefined, 'missing-field', ''],
    ['a wrong type', { ...project, demonstration: 'yes' }, 'invalid', 'demonstration'],
    ['an id with a slash', { ...project, id: 'a/b' }, 'invalid', 'id'],
    ['a time without a zone', { ...project, acceptedFrom: '2026-01-01' }, 'invalid', 'acceptedFrom'],
    ['a zone that is none', { ...project, zone: 'Mars/Base' }, 'invalid', 'zone'],
    ['a text with half of a surrogate pair', { ...project, nameEn: 'x\ud800' }, 'invalid', 'nameEn'],
    ['a day that is none', { ...project, contract: { plannedTime: { holidays: ['2026-02-30'] } } }, 'invalid', 'contract.plannedTime.holidays[0]'],
    ['a text with a NUL', { ...project, nameEn: 'x\u0000' }, 'invalid', 'nameEn'],
    ['a field deep inside', { ...project, contract: { targets: [{ indicator: 'x', comparator: '=>' }] } }, 'invalid', 'contract.targets[0].comparator'],
    ['no object at all', [1], 'invalid', ''],
  ])('%s', (_what, value, code, field) => expect(shape(create, value)).toContainEqual([code, field]));

  it('is said in Chinese and in English', () => {
    const [fault] = describeIssues(create, { ...project, id: '' });
    expect(fault?.detailZh).toMatch(/^字段 id：.*须为/);
    expect(fault?.detailEn).toMatch(/^field id: must be 1 to 64/);
    const [type] = describeIssues(create, { ...project, nameEn: 7 });
    expect(type?.detailZh).toMatch(/[\u4e00-\u9fff]/);
    expect(type?.detailEn).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([['1000000000', false], ['0', false], ['1e3', true], ['', false], ['abc', false], ['1000', true]])('a page of %s devices: %s', (limit, fits) => {
    expect(OPERATIONS.listDevices.query.safeParse({ limit }).success).toBe(fits);
  });

  it.each([
    [{ every: 'day' }, 'fn'], [{ fn: 'mean' }, 'fn'], [{ every: 'day', fn: 'mean', format: 'parquet' }, 'format'], [{ to: '2025-01-01T00:00:00Z' }, 'to'],
    [{ every: '0m', fn: 'mean' }, 'every'], [{ every: 'fortnight', fn: 'mean' }, 'every'],
  ])('readings %j are refused by their field %s', (change, field) => {
    expect(shape(OPERATIONS.readReadings.query, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', ...change })).toContainEqual(['invalid', field]);
  });
});
