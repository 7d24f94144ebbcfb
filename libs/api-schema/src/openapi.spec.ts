import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { doorList } from './doors.js';
import { openApiDocument } from './openapi.js';
import { problemsOf } from './problems-of.js';
import { operationList } from './table.js';

const document = openApiDocument('1.2.3');
const lint = async (source: unknown): Promise<string[]> => {
  const problems = await lintFromString({ source: JSON.stringify(source), absoluteRef: 'openapi.json', config: await createConfig({ extends: ['recommended'] }) });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
};

describe('the OpenAPI document', () => {
  it('is clean by the recommended rules', async () => {
    expect(await lint(document)).toEqual([]);
  }, 120_000);

  it('would not be with an operation without a summary, answers or a known parameter', async () => {
    const broken = { ...document, paths: { ...document.paths, '/x/{y}': { get: { operationId: 'x' } } } };
    expect((await lint(broken)).map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(['operation-summary', 'path-parameters-defined']));
  }, 120_000);

  it('has every operation of the table and every door, and no other', () => {
    const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) => Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method} ${path}`));
    const known = [...operationList(), ...doorList().map((door) => ({ ...door, method: 'post' }))];
    expect(described.sort()).toEqual(known.map(({ id, method, path }) => `${id} ${method} ${path}`).sort());
  });

  it('says that what a path, a query or a body names may not be there, and nowhere else', () => {
    const answers = (path: string, method: 'get' | 'post'): string[] => Object.keys(document.paths?.[path]?.[method]?.responses ?? {});
    for (const [path, method] of [['/projects/{p}', 'get'], ['/stream', 'get'], ['/projects', 'post'], ['/library', 'post']] as const) expect([path, answers(path, method)]).toEqual([path, expect.arrayContaining(['404'])]);
    for (const [path, method] of [['/projects', 'get'], ['/session', 'post'], ['/users', 'post']] as const) expect([path, answers(path, method).includes('404'), answers(path, method).includes('401')]).toEqual([path, false, true]);
  });

  it('says of every operation which problems it answers with, of each what it means', () => {
    const problems = (path: string, method: 'get' | 'post'): string => Object.keys(document.paths?.[path]?.[method]?.responses ?? {}).join(' ');
    expect(problems('/session', 'post')).toBe('200 400 401 403 413 415 429 503');
    expect(problems('/session', 'get')).toBe('200 400 401 403 429 503');
    expect(problems('/projects/{p}/readings', 'get')).toBe('200 400 401 403 404 422 429 503');
    expect(problems('/projects/{p}/devices', 'post')).toBe('201 400 401 403 404 409 413 415 422 429 503');
    for (const operation of operationList()) for (const text of Object.values(problemsOf(operation))) expect(text).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
  });

  it("has line protocol below the server's root, with its own credentials, encodings and errors", () => {
    const operation = document.paths?.['/api/v2/write']?.post as unknown as { servers: unknown; security: unknown; parameters: { name: string; in: string; schema: { enum?: unknown } }[]; responses: Record<string, { content?: unknown; headers?: Record<string, unknown> }> };
    expect([operation.servers, operation.security]).toEqual([[{ url: '/' }], [{ deviceToken: [] }, { deviceBearer: [] }, { deviceBasic: [] }, { deviceQuery: [] }]]);
    expect(operation.parameters.map(({ name, in: where, schema }) => [where, name, schema.enum])).toEqual([
      ['query', 'org', undefined], ['query', 'bucket', undefined], ['query', 'precision', ['ns', 'us', 'ms', 's']], ['header', 'content-encoding', ['gzip', 'x-gzip', 'deflate', 'identity']],
    ]);
    expect(Object.entries(operation.responses).map(([status, { content, headers }]) => [status, content !== undefined, Object.keys(headers ?? {})])).toEqual([
      ['204', false, []], ...['400', '401', '404', '413', '415'].map((status) => [status, true, []]), ['429', true, ['retry-after']], ['500', true, []], ['503', true, ['retry-after']],
    ]);
  });

  it('refuses unknown fields in every JSON body and every query', () => {
    const open: string[] = [];
    for (const { id, body, query } of operationList()) {
      const probe = { 'no-such-field': 1 };
      if (body?.kind === 'json' && !JSON.stringify(body.schema.safeParse(probe).error?.issues ?? []).includes('unrecognized_keys')) open.push(`${id} body`);
      if (query && !JSON.stringify(query.safeParse(probe).error?.issues ?? []).includes('unrecognized_keys')) open.push(`${id} query`);
    }
    expect(open).toEqual([]);
  });

  it('gives every path parameter a schema of its own, and no other', () => {
    const differing = operationList().filter(({ path, params }) => {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      return JSON.stringify(named) !== JSON.stringify(Object.keys(params?.shape ?? {}).sort());
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  });
});
