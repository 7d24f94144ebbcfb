import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { openApiDocument } from './openapi.js';
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

  it('has every operation of the table, and no other', () => {
    const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) => Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method} ${path}`));
    expect(described.sort()).toEqual(operationList().map(({ id, method, path }) => `${id} ${method} ${path}`).sort());
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
