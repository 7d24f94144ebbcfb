import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from './language.js';
import { ALL_DASHBOARDS } from './all-dashboards.js';

const folder = resolve(import.meta.dirname, '..');
/** One file an audience: an organisation that is not there yet must not keep Grafana from starting. */
const AUDIENCES = ['platform', 'programme', 'project'];
const provisioned = (file: string): string => readFileSync(join(folder, 'provisioning', file), 'utf8');
const values = (text: string, key: string): string[] => [...text.matchAll(new RegExp(`^ +(?:- )?${key}: (.*)$`, 'gm'))].map((match) => match[1] as string);

describe('the provisioned data sources', () => {
  const sources = AUDIENCES.map((audience) => provisioned(`datasources/${audience}.yaml`)).join('');

  it('have a name that is their uid, by which links and rules find them', () => {
    expect(values(sources, 'uid')).toEqual(values(sources, 'name'));
    expect(values(sources, 'name')).toEqual(['yanshou-platform', 'yanshou-programme-${DASHBOARDS_PROGRAMME}', 'yanshou-project-${DASHBOARDS_PROJECT}', 'yanshou-project-${DASHBOARDS_PROJECT}']);
    for (const rules of ['platform', 'programme']) {
      const used = [...provisioned(`alerting/${rules}.yaml`).matchAll(/"datasourceUid": "(?!__expr__)([^"]*)"/g)].map((match) => match[1] as string);
      expect(used.filter((uid) => !values(sources, 'uid').includes(uid))).toEqual([]);
    }
  });

  it('are one a database and organisation, each with the account of its organisation', () => {
    const places = values(sources, 'orgId').map((organisation, index) => `${organisation} ${values(sources, 'jsonData')[index] as string}`);
    expect(new Set(places).size).toBe(4);
    const audiences = (key: string, ending: string): string[] => values(sources, key).map((text) => text.replace(/.*\$\{DASHBOARDS_([A-Z]+)_(?:ORG|USER|PASSWORD)\}.*/, `$1${ending}`));
    expect(audiences('user', '')).toEqual(audiences('orgId', ''));
    expect(audiences('secureJsonData', '')).toEqual(audiences('orgId', ''));
  });

  it('of a file are of one organisation', () => {
    for (const audience of AUDIENCES) {
      for (const folder of ['datasources', 'dashboards']) {
        expect(new Set(values(provisioned(`${folder}/${audience}.yaml`), 'orgId'))).toEqual(new Set([`\${DASHBOARDS_${audience.toUpperCase()}_ORG}`]));
      }
    }
  });

  it('hold no secret and no literal dollar', () => {
    for (const text of values(sources, 'secureJsonData')) expect(text).toMatch(/^\{ password: "\$\{[A-Z_]+\}" \}$/);
    expect(sources.replaceAll('$$', '').match(/\$(?!\{[A-Z_]+\})/g)?.length ?? 0).toBe(0);
  });
});

describe('the provisioned dashboards', () => {
  const providers = AUDIENCES.map((audience) => provisioned(`dashboards/${audience}.yaml`)).join('');

  it('are in folders that are generated, a member sees those of projects only', () => {
    const paths = values(providers, 'options').map((text) => /\$\{DASHBOARDS_FOLDER\}\/([a-z/]+)/.exec(text)?.[1] ?? '');
    for (const path of paths) expect([path, existsSync(join(folder, 'generated', path))]).toEqual([path, true]);
    const ofMembers = values(providers, 'orgId').flatMap((organisation, index) => (organisation === '${DASHBOARDS_PROJECT_ORG}' ? [paths[index]] : []));
    expect(ofMembers).toEqual(['zh/project', 'en/project']);
    const wanted = LANGUAGES.flatMap((language) => [...new Set(ALL_DASHBOARDS.map(({ audience }) => `${language}/${audience}`))]);
    expect(new Set(paths)).toEqual(new Set(wanted));
  });

  it('have names of their own', () => {
    expect(new Set(values(providers, 'name')).size).toBe(values(providers, 'name').length);
  });
});

describe('the alert rules', () => {
  interface Rule {
    readonly annotations: { readonly summary: string };
    readonly labels: object;
    readonly title: string;
    readonly dashboardUid: string;
    readonly data: readonly { readonly datasourceUid: string; readonly model: { readonly query?: string } }[];
  }
  const rulesOf = (audience: string): readonly Rule[] => (JSON.parse(provisioned(`alerting/${audience}.yaml`)) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }).groups.flatMap(({ rules }) => rules);

  it.each(['platform', 'programme'])('of the %s ask with the dollars that the query is to have: Grafana puts no variable into a model', (audience) => {
    const models = rulesOf(audience).flatMap(({ data }) => data.map(({ model }) => model));
    const queries = models.flatMap(({ query = [] }) => query);
    expect(queries).toHaveLength(4);
    for (const query of queries) expect(query.match(/\$+\w*/g)).toEqual(['$timeFilter']);
    for (const model of models) expect(model).not.toHaveProperty('datasource');
  });

  it.each(['platform', 'programme'])('of the %s have no dollar where Grafana puts variables, but for organisation and data source', (audience) => {
    for (const { data, ...rule } of rulesOf(audience)) {
      expect(JSON.stringify(rule)).not.toContain('$');
      for (const { datasourceUid } of data) expect(['__expr__', 'yanshou-platform', 'yanshou-programme-${DASHBOARDS_PROGRAMME}']).toContain(datasourceUid);
    }
  });

  it('say what they are about, and where it is shown', () => {
    const summaries = rulesOf('programme').map(({ annotations: { summary } }) => summary);
    for (const summary of summaries) expect(summary).toMatch(/^\{\{ \.Labels\.project \}\}( \{\{ \.Labels\.indicator \}\})?：/);
    expect(rulesOf('programme').map(({ dashboardUid }) => ALL_DASHBOARDS.filter(({ audience }) => audience === 'programme').some(({ in: build }) => build('zh').uid === dashboardUid))).not.toContain(false);
  });
});
