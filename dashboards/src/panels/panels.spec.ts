import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { ALL_DASHBOARDS } from '../all-dashboards.js';
import { LANGUAGES } from '../language.js';

interface Properties {
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

interface PlainPanel {
  readonly type: string;
  readonly title: string;
  readonly timeFrom?: string;
  readonly panels?: readonly PlainPanel[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly targets?: readonly { readonly query: string; readonly resultFormat: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly noValue?: string; readonly custom?: Readonly<Record<string, unknown>> }; readonly overrides: readonly (Properties & { readonly matcher: { readonly options: string } })[] };
  readonly transformations?: readonly { readonly id: string }[];
}

const dashboards = ALL_DASHBOARDS.flatMap(({ name, in: build }) => LANGUAGES.map((language) => ({ name: `${name} (${language})`, language, panels: (JSON.parse(JSON.stringify(build(language))) as { readonly panels: readonly PlainPanel[] }).panels.flatMap(({ panels: inside = [], ...panel }) => [panel, ...inside]) })));
const shown = dashboards.map(({ name, panels }) => [name, panels.filter(({ type }) => type !== 'row')] as const);
const drawn = (...types: readonly string[]): readonly PlainPanel[] => shown.flatMap(([, panels]) => panels.filter(({ type }) => types.includes(type)));
const isLine = ({ type, fieldConfig }: PlainPanel): boolean => type === 'timeseries' && fieldConfig?.defaults.custom?.['drawStyle'] === 'line';

/** Those whose fields have settings of their own. */
const WITH_FIELDS = ['state-timeline', 'status-history', 'table', 'timeseries'];
const TYPES = [...WITH_FIELDS, 'bargauge', 'stat'];
/** Grafana's own types of what a panel may be told, as one JSON Schema; a setting that it does not know is wrong. */
function panelSchema(): ValidateFunction {
  const base = join(dirname(createRequire(import.meta.url).resolve('@grafana/schema/package.json')), 'dist/types/raw/composable');
  const folder = mkdtempSync(join(tmpdir(), 'yanshou-panels-'));
  try {
    const path = join(folder, 'panels.d.ts');
    const kinds = (type: string, index: number): string => (WITH_FIELDS.includes(type) ? `{ options: O${index}; custom: Partial<F${index}> }` : `{ options: O${index} }`);
    writeFileSync(path, [
      ...TYPES.map((type, index) => `import type { Options as O${index}${WITH_FIELDS.includes(type) ? `, FieldConfig as F${index}` : ''} } from '${join(base, type.replace('-', ''), 'panelcfg/x/types.gen')}';`),
      `export interface Panels { ${TYPES.map((type, index) => `'${type}'?: ${kinds(type, index)};`).join(' ')} }`,
    ].join('\n'));
    return new Ajv({ strict: false }).compile(createGenerator({ path, type: 'Panels', skipTypeCheck: true, additionalProperties: false, expose: 'none' }).createSchema('Panels'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a field of the panel is told by default, or by default and an override. */
function settingsOf({ type, fieldConfig }: PlainPanel): readonly Readonly<Record<string, unknown>>[] {
  const { defaults, overrides } = fieldConfig ?? { defaults: {}, overrides: [] };
  // The types of state timelines leave out what their code reads.
  const { spanNulls, ...known } = defaults.custom ?? {};
  const custom = type === 'state-timeline' ? known : { ...known, ...(spanNulls === undefined ? {} : { spanNulls }) };
  return [custom, ...overrides.map(({ properties }) => ({ ...custom, ...Object.fromEntries(properties.filter(({ id }) => id.startsWith('custom.')).map(({ id, value }) => [id.slice('custom.'.length), value])) }))];
}

describe('a panel', () => {
  let valid: ValidateFunction;
  beforeAll(() => void (valid = panelSchema()));

  it.each(shown)('of %s is told nothing that Grafana does not know', (_name, panels) => {
    for (const panel of panels) {
      const { type, title, options } = panel;
      expect([title, TYPES.includes(type)]).toEqual([title, true]);
      for (const custom of settingsOf(panel)) expect([title, valid({ [type]: WITH_FIELDS.includes(type) ? { options, custom } : { options } }) ? [] : valid.errors]).toEqual([title, []]);
    }
  });

  it('says in its language that there is nothing; a table in no cell', () => {
    for (const { language, panels } of dashboards) {
      for (const { type, title, fieldConfig } of panels) {
        const text = fieldConfig?.defaults.noValue;
        if (type === 'table') expect([title, text]).toEqual([title, undefined]);
        if (['timeseries', 'state-timeline', 'status-history', 'bargauge'].includes(type)) expect([title, text]).toEqual([title, expect.stringMatching(language === 'zh' ? /[一-鿿]/ : /^[a-z]/)]);
      }
    }
  });

  it('that is told something else is found', () => {
    const [line] = drawn('timeseries') as [PlainPanel];
    for (const wrong of [{ options: { ...line.options, colour: 'red' }, custom: {} }, { options: line.options, custom: { fillOpacity: 'much' } }]) expect(valid({ timeseries: wrong })).toBe(false);
  });
});

describe('a silence', () => {
  const HOUR = 3_600_000;
  const spanned = drawn('timeseries', 'state-timeline').filter((panel) => panel.type === 'state-timeline' || isLine(panel));

  it('is a gap in every line and state: the answer has a row for it, and what is joined over is shorter', () => {
    expect(spanned.length).toBeGreaterThan(80);
    for (const { title, type, targets = [], fieldConfig } of spanned) {
      const { spanNulls, insertNulls } = fieldConfig?.defaults.custom ?? {};
      expect([title, spanNulls, insertNulls ?? false]).toEqual([title, (type === 'state-timeline' ? 1 : 3) * HOUR, false]);
      for (const { query } of targets) expect([query, / fill\(null\) tz\('\$zone'\)$/.test(query)]).toEqual([query, true]);
    }
  });

  it('of a machine that is off is no bar either', () => {
    for (const panel of drawn('timeseries').filter((one) => !isLine(one))) for (const { query } of panel.targets ?? []) expect([query, / fill\((?:none|null)\) tz\('\$zone'\)$/.test(query)]).toEqual([query, true]);
  });
});

describe('a series', () => {
  it('is of one field: a device that has only one of two would have a series of nothing', () => {
    const several = drawn('timeseries', 'state-timeline').flatMap(({ targets = [] }) => targets).map(({ query }) => query).filter((query) => /, "|\), [a-z]+\(/.test(query.slice(0, query.indexOf(' FROM '))));
    expect(several).toEqual([]);
  });
});

describe('a number that was computed', () => {
  const queries = shown.flatMap(([, panels]) => panels.map(({ type, title, targets = [] }) => [type, title, targets.map(({ query }) => query)] as const));

  it('is computed by the platform: no panel takes one reading from another', () => {
    for (const [, title, asked] of queries) for (const query of asked) expect([title, /FROM "sample"/.test(query) && /difference|derivative|spread|integral/.test(query)]).toEqual([title, false]);
  });

  it('is drawn with its coverage beside it', () => {
    const trends = queries.filter(([type, , asked]) => type === 'timeseries' && asked.some((query) => /^SELECT last\("value"\) FROM "(?:day|indicator)"/.test(query)));
    // Beside the factors of all machines there is that of their product.
    expect(trends.length).toBeGreaterThan(20);
    for (const [, title, asked] of trends) expect([title, asked.some((query) => /last\("coverage"\)|last\("valid"\) \/ last\("expected"\)/.test(query))]).toEqual([title, true]);
  });
});

describe('a table', () => {
  const tables = dashboards.flatMap(({ panels, language }) => panels.filter(({ type }) => type === 'table').map((panel) => ({ ...panel, language })));

  it('shows of when each row is', () => {
    for (const { title, fieldConfig, transformations = [] } of tables) {
      if (transformations.some(({ id }) => id === 'transpose')) continue;
      const time = fieldConfig?.overrides.find(({ matcher }) => matcher.options === 'Time')?.properties ?? [];
      expect([title, time.map(({ id }) => id).sort()]).toEqual([title, expect.arrayContaining(['displayName', 'unit'])]);
      expect([title, time.some(({ id }) => id === 'custom.hidden')]).toEqual([title, false]);
    }
  });

  it('of what stands so now looks back two hours, whatever the range, and so does a count', () => {
    const standing = shown.flatMap(([, panels]) => panels).filter(({ targets = [], type }) => ['table', 'stat'].includes(type) && targets.some(({ query }) => /FROM "(?:indicator|milestone|leg|programme)"/.test(query)));
    expect(standing.length).toBeGreaterThan(12);
    for (const { title, timeFrom } of standing) expect([title, timeFrom]).toEqual([title, '2h']);
  });

  it('has names for its columns in its language', () => {
    for (const { title, language, fieldConfig, transformations = [], targets = [] } of tables) {
      const named = new Set(fieldConfig?.overrides.filter(({ properties }) => properties.some(({ id }) => id === 'displayName')).map(({ matcher }) => matcher.options));
      const columns = transformations.some(({ id }) => id === 'transpose') ? ['Field', 'Value'] : targets.flatMap(({ query }) => query.slice(0, query.indexOf(' FROM ')).replace(/^SELECT |last\("[a-z_]+"\) AS /g, '').split(', ').map((one) => one.replace(/.* AS /, '').replaceAll('"', '')));
      if (language === 'zh') expect([title, columns.filter((column) => !named.has(column) && !['n', 'risk'].includes(column))]).toEqual([title, []]);
    }
  });

  it('never mixes numbers with texts in a column of values', () => {
    const digests = tables.filter(({ transformations = [] }) => transformations.some(({ id }) => id === 'transpose'));
    expect(digests.map(({ targets = [] }) => targets.map(({ query }) => /\/\^\[([nbt]+)\]/.exec(query)?.[1]))).toEqual([['nb'], ['t'], ['nb'], ['t']]);
  });
});
