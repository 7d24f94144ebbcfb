import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { FIGURE_ALERTS, INDICATORS } from '@yanshou/catalogue';
import { ALL_DASHBOARDS, MOST_BUCKETS } from './index.js';
import { LANGUAGES } from './language.js';

interface Target {
  readonly query: string;
  readonly resultFormat: string;
}

interface PlainPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly panels?: readonly PlainPanel[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
  readonly maxDataPoints?: number;
  readonly fieldConfig?: { readonly defaults?: { readonly thresholds?: unknown } };
}

interface PlainDashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly PlainPanel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown; readonly regex?: string; readonly allValue?: string }[] };
  readonly links: readonly { readonly type: string; readonly url?: string; readonly tags: readonly string[]; readonly placement?: string }[];
  readonly tags: readonly string[];
}

/** Those in closed rows beside the others, in the order of their numbers. */
const opened = (panels: readonly PlainPanel[]): PlainPanel[] => panels.flatMap(({ panels: inside = [], ...panel }) => [panel, ...inside]);

const built = ALL_DASHBOARDS.flatMap(({ name, audience, in: build }) =>
  LANGUAGES.map((language) => [`${name} (${language})`, JSON.parse(JSON.stringify(build(language))) as PlainDashboard, { language, audience }] as const));
const queriesOf = ({ panels }: PlainDashboard): string[] => opened(panels).flatMap(({ targets = [] }) => targets.map(({ query }) => query));

/** Grafana's own types of a dashboard as a JSON Schema: the package brings no schema. */
function grafanaSchema(): ValidateFunction {
  const schemaPackage = dirname(createRequire(import.meta.url).resolve('@grafana/schema/package.json'));
  const path = join(schemaPackage, 'dist/types/raw/dashboard/x/types.gen.d.ts');
  const schema = createGenerator({ path, type: 'Dashboard', skipTypeCheck: true, additionalProperties: true }).createSchema('Dashboard');
  return new Ajv({ strict: false }).compile(schema);
}

describe('a dashboard', () => {
  let valid: ValidateFunction;
  beforeAll(() => void (valid = grafanaSchema()));

  it.each(built)('%s is valid by the types of Grafana', (_name, dashboard) => {
    expect(valid(dashboard) ? [] : valid.errors).toEqual([]);
  });

  it('that is broken is not', () => {
    const [, dashboard] = built[0] as (typeof built)[number];
    expect(valid({ ...dashboard, panels: [{ ...dashboard.panels[0], gridPos: { x: 'left' } }] })).toBe(false);
    expect(valid({ ...dashboard, schemaVersion: 'new' })).toBe(false);
  });

  it.each(built)('%s has panels of their own number and place', (_name, { panels: top }) => {
    const panels = opened(top);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(Math.min(...panels.map(({ id }) => id))).toBeGreaterThan(0);
    const cells = new Set<string>();
    for (const { title, gridPos: { x, y, w, h } } of panels) {
      expect([title, x + w <= 24 && w > 0 && h > 0]).toEqual([title, true]);
      for (let column = x; column < x + w; column += 1) {
        for (let line = y; line < y + h; line += 1) {
          expect([title, cells.has(`${column},${line}`)]).toEqual([title, false]);
          cells.add(`${column},${line}`);
        }
      }
    }
  });

  it.each(built)('%s asks nothing without bounds', (_name, dashboard) => {
    for (const query of queriesOf(dashboard)) {
      // As often as it reads: a subquery has bounds of its own.
      expect([query, query.match(/\$timeFilter/g)?.length]).toEqual([query, query.match(/\bFROM\b/g)?.length]);
      const aggregate = /^SELECT (?:100 \* )?[a-z_]+\(/.test(query);
      expect([query, aggregate || /LIMIT \d+$/.test(query)]).toEqual([query, true]);
    }
    for (const { type, title, maxDataPoints } of opened(dashboard.panels)) if (type !== 'row') expect([title, maxDataPoints]).toEqual([title, MOST_BUCKETS]);
  });

  it.each(built)('%s chooses its data source first and knows every variable that it uses', (_name, dashboard) => {
    const names = dashboard.templating.list.map(({ name }) => name);
    expect(names[0]).toBe('ds');
    const used = [...JSON.stringify(dashboard).matchAll(/\$\{?([a-zA-Z_]+)/g)].map((match) => match[1] as string);
    const builtIn = new Set(['timeFilter', '__interval', '__all', '__value', '__field', '__url_time_range', 'col', 'tag_device', 'tag_metric', 'tag_project', 'tag_indicator', 'tag_instance', 'tag_class', 'tag_rule', 'tag_bound']);
    expect(used.filter((name) => !builtIn.has(name) && !names.includes(name))).toEqual([]);
  });

  it.each(built)('%s holds no threshold: they come with the data', (_name, { panels }) => {
    const none = { mode: 'absolute', steps: [{ value: null, color: 'text' }] };
    for (const { type, title, fieldConfig } of opened(panels)) if (type !== 'row') expect([title, fieldConfig?.defaults?.thresholds]).toEqual([title, none]);
  });

  it.each(built)('%s speaks one language', (name, dashboard, { language }) => {
    const text = JSON.stringify(dashboard);
    if (language === 'en') expect(text).not.toMatch(/[一-鿿]/);
    else expect(dashboard.title).toMatch(/[一-鿿]/);
    expect(dashboard.uid.endsWith('-en')).toBe(name.endsWith('(en)'));
  });

  it('is never called 验收, which is what the experts do, and no indicator is named in a query', () => {
    for (const [, dashboard] of built) {
      expect(dashboard.title).not.toContain('验收');
      for (const query of queriesOf(dashboard)) expect(INDICATORS.filter(({ id }) => query.includes(id))).toEqual([]);
    }
  });
});

describe('all dashboards', () => {
  it('have uids of their own that Grafana takes, and ask the same in both languages', () => {
    const uids = built.map(([, { uid }]) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of uids) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    const inWords = (query: string): string => query.replaceAll('name_en', 'name_zh').replaceAll('reason_en', 'reason_zh').replaceAll('note_en', 'note_zh');
    for (const { name, in: build } of ALL_DASHBOARDS) {
      const [zh, en] = LANGUAGES.map((language) => queriesOf(build(language) as unknown as PlainDashboard).map(inWords));
      expect([name, en]).toEqual([name, zh]);
    }
  });
});

describe('the ways between dashboards', () => {
  const audiences = new Map(built.map(([, { uid }, { audience }]) => [uid, audience]));
  const linked = (dashboard: PlainDashboard): string[] => [...JSON.stringify(dashboard).matchAll(/"url":"\/d\/([a-z-]+)/g)].map((match) => match[1] as string);

  it.each(built)('of %s lead to dashboards that there are, for those who may see it', (_name, dashboard, { audience, language }) => {
    for (const uid of linked(dashboard)) {
      expect([uid, audiences.get(uid)]).toEqual([uid, audience === 'programme' ? 'project' : audience]);
      expect(uid.endsWith('-en')).toBe(language === 'en');
    }
    for (const { type, tags } of dashboard.links.filter((link) => link.type === 'dashboards')) {
      expect([type, built.some(([, other]) => tags.every((tag) => other.tags.includes(tag)))]).toEqual([type, true]);
    }
  });

  it.each(built)('of %s are in sight', (_name, { links }) => {
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link).not.toHaveProperty('placement');
  });

  it('down to a project find its data source by name', () => {
    const [, portfolio] = built.find(([name]) => name === 'portfolio (zh)') ?? [];
    expect(JSON.stringify(portfolio)).toContain('/d/yanshou-project?var-ds=yanshou-project-${__value.text}&');
    for (const [, { templating: { list: [source] }, panels: [first] }] of built.filter(([, , { audience }]) => audience === 'project')) {
      expect(new RegExp((source?.regex ?? '').slice(1, -1)).test('yanshou-project-a.b')).toBe(true);
      // A source that is not there is another project's: the first thing to be read is whose page this is.
      expect(first?.targets?.map(({ query }) => query)).toEqual([expect.stringMatching(/^SELECT last\("name_(?:zh|en)"\).* FROM "project" .* GROUP BY "project"$/)]);
    }
  });

  it('through a site lead to its devices: "all" is what is offered, and nothing else', () => {
    for (const [name, { templating: { list } }] of built) {
      const device = list.find((one) => one.name === 'device');
      if (device === undefined) continue;
      expect([name, device.allValue, String(device.query)]).toEqual([name, undefined, expect.stringMatching(/\(sample\|place\).*"site" =~ \/\^\$site\$\//)]);
    }
  });
});

describe('the alert rules', () => {
  const rules = Object.entries(FIGURE_ALERTS).flatMap(([audience, own]) => own.map((rule) => ({ audience, ...rule })));

  /** Fields of a panel that say in words what an alert reads as a number. */
  const SHOWN_BY: Readonly<Record<string, string>> = { quiet: 'risk', off_track: 'risk', insufficient: 'verdict', lowered: 'lowered_from' };

  it('have uids of their own that Grafana takes', () => {
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    for (const { uid } of rules) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
  });

  it.each(rules.map(({ uid, query }) => [uid, query] as const))('%s is bounded and compares with nothing but data', (_uid, query) => {
    expect(query).toContain('$timeFilter');
    expect(query.replaceAll('$timeFilter', '')).not.toMatch(/\d/);
  });

  it.each(rules.map(({ uid, ...rule }) => [uid, rule] as const))('%s leads to the panel that shows what it is about', (_uid, { audience, query, panel }) => {
    const [, , dashboard] = [...built].map(([name, one, of]) => [name, of, one] as const).find(([, of]) => of.audience === audience && of.language === 'zh') ?? [];
    const shown = dashboard?.panels.find(({ id }) => id === panel)?.targets?.map((target) => target.query).join(' ') ?? '';
    const field = /"([a-z_]+)"/.exec(query)?.[1] ?? '';
    expect(shown).toContain(/FROM "[a-z]+"/.exec(query)?.[0]);
expect(shown).toContain(`"${SHOWN_BY[field] ?? field}"`);
  });
});
