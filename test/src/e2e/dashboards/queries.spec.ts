import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ALERT_AUDIENCES, ALL_DASHBOARDS } from '@yanshou/dashboards';
import { openFigureWriter, openInfluxStore, platformDatabase, programmeDatabase } from '@yanshou/store-influx';
import { withInflux, withInflux2 } from '@yanshou/store-influx/testing/with-influx';
import { MemoryBook } from '@yanshou/store/testing';
import { MICROS_PER_HOUR, ManualClock } from '@yanshou/telemetry';
import { EVERYTHING, answered, anyOf, emptyColumns, filledColumns, substituted } from './grafana-query.js';
import type { Choices } from './grafana-query.js';
import { NOW, SCENARIOS, TROUBLED, dashboardFigures, processFigures, weekProjects, writeReadings } from './simulated-week.js';

interface PlainPanel { readonly title: string; readonly type: string; readonly targets?: readonly { readonly query: string; readonly resultFormat: string }[]; readonly interval?: string; readonly timeFrom?: string; readonly panels?: readonly PlainPanel[] }

interface PlainDashboard {
  readonly panels: readonly PlainPanel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown; readonly regex?: string }[] };
}

const PREFIX = 'ys';
const FARMS = ['greenhouse', 'aquaculture', 'livestock'];
const STATIONS = ['air', 'water', 'marine'];
const projectDatabase = (project: string): string => `${PREFIX}_${project}`;
const PROGRAMME = programmeDatabase({ prefix: PREFIX }, 'P1');
const PLATFORM = platformDatabase({ prefix: PREFIX });

/** Databases of which at least one must answer each query of a dashboard. */
const DATABASES: Readonly<Record<string, readonly string[]>> = {
  portfolio: [PROGRAMME],
  project: ['workshop'].map(projectDatabase),
  workshop: ['workshop'].map(projectDatabase),
  farm: FARMS.map(projectDatabase),
  environment: STATIONS.map(projectDatabase),
  device: [projectDatabase(TROUBLED.project)],
  platform: [PLATFORM],
};
const CHOICES: Readonly<Record<string, Choices>> = {
  portfolio: { ...EVERYTHING, indicator: 'networked-device-ratio' },
  device: { ...EVERYTHING, device: TROUBLED.device, metric: '(spindle_load|spindle_temperature|execution|good_count)' },
};

/** The rules in the file that Grafana reads, which takes a query from it as it is. */
const rulesOf = (audience: string): readonly { readonly uid: string; readonly data: readonly { readonly model: { readonly query?: string } }[] }[] =>
  (JSON.parse(readFileSync(resolve(import.meta.dirname, `../../../../dashboards/provisioning/alerting/${audience}.yaml`), 'utf8')) as { readonly groups: readonly { readonly rules: [] }[] }).groups.flatMap(({ rules }) => rules);

interface AskedServer {
  readonly url: string;
  /** What a 2.7 wants beside its address. */
  readonly token?: string;
  readonly org?: string;
  query(q: string, database?: string): Promise<unknown>;
}

withInflux('the queries of the dashboards', (influx) => queriesOn(influx));
// Where there is a 2.7, which Debian does not have: TEST_INFLUXD2.
withInflux2((influx) => describe('on InfluxDB 2.7', () => queriesOn(influx)));

function queriesOn(influx: () => AskedServer): void {
  const ask = (database: string) => (query: string): Promise<unknown> => influx().query(query, database);

  beforeAll(async () => {
    const { url, token, org } = influx();
    const settings = { url, prefix: PREFIX, ...(token === undefined ? {} : { token }), ...(org === undefined ? {} : { org }) };
    const [store, writer, clock] = [await openInfluxStore({ settings, book: new MemoryBook() }), openFigureWriter(settings), new ManualClock(NOW)];
    const projects = weekProjects();
    await writeReadings(store, projects);
    const figures = dashboardFigures(store, projects, { clock, writer });
    const processes = processFigures(store, { clock, writer });
    for (let hours = 3; hours >= 0; hours -= 1) {
      clock.set(NOW - hours * MICROS_PER_HOUR);
      await figures.writeProjects();
      for (const own of processes) await own.write();
    }
    writer.close();
    await store.close();
  }, 300_000);

  describe.each(ALL_DASHBOARDS.map(({ name, in: build }) => [name, JSON.parse(JSON.stringify(build('zh'))) as PlainDashboard] as const))('the dashboard %s', (name, dashboard) => {
    const targets = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).flatMap(({ title, targets: own = [], ...panel }) => own.map((target) => [title, target.query, { ...panel, ...target }] as const));
    /** Everything that Grafana offers, chosen: of devices those that it lists. */
    const choicesIn = async (database: string, choices: Choices = CHOICES[name] ?? EVERYTHING): Promise<Choices> => {
      const devices = dashboard.templating.list.find((variable) => variable.name === 'device');
      if (devices === undefined || choices['device'] !== undefined) return choices;
      const offered = (await answered(ask(database), substituted(String(devices.query), choices))).flatMap(({ values }) => values.map(([, device]) => String(device)));
      return { ...choices, device: anyOf([...new Set(offered)].sort()) };
    };
    const variables = dashboard.templating.list.filter(({ type }) => type === 'query').map((variable) => [variable.name, String(variable.query)] as const);

    it.each(targets)('%s: %s', async (_title, query, { resultFormat, interval, timeFrom }) => {
      const filled = new Map<string, number>();
      for (const database of DATABASES[name] ?? []) {
        const asked = substituted(query, await choicesIn(database), { interval, timeFrom });
        for (const [column, count] of await filledColumns(ask(database), asked)) filled.set(column, (filled.get(column) ?? 0) + count);
        if (resultFormat === 'time_series') expect((await answered(ask(database), asked)).flatMap(emptyColumns)).toEqual([]);
      }
      expect([query, filled.size > 0]).toEqual([query, true]);
      expect([...filled].filter(([, count]) => count === 0)).toEqual([]);
    });

    it('asks the same of the devices of one site alone', async () => {
      for (const database of DATABASES[name] ?? []) {
        const [site] = (await answered(ask(database), 'SHOW TAG VALUES FROM "place" WITH KEY = "site"')).flatMap(({ values }) => values.map(([, value]) => String(value)));
        if (site === undefined || name === 'portfolio' || name === 'platform') continue;
        const choices = await choicesIn(database, { ...EVERYTHING, ...CHOICES[name], site: anyOf([site]) });
        const here = weekProjects().find(({ id }) => projectDatabase(id) === database)?.inventory.devices.filter(({ siteId }) => siteId === site).map(({ id }) => id) ?? [];
        for (const [, query, { interval, timeFrom }] of targets) {
          const named = (await answered(ask(database), substituted(query, choices, { interval, timeFrom }))).flatMap(({ tags }) => tags?.['device'] ?? []).filter((device) => device !== '');
          expect([query, named.filter((device) => !here.includes(device))]).toEqual([query, []]);
        }
      }
    });

    it.each(variables.length === 0 ? [['ds', '']] : variables)('offers choices for %s', async (_variable, query) => {
      if (query === '') return;
      for (const database of DATABASES[name] ?? []) {
        const filled = await filledColumns(ask(database), substituted(query, await choicesIn(database)));
        expect(filled.get('value') ?? 0).toBeGreaterThan(0);
      }
    });
  });

  it.each(['portfolio', 'project'])('the indicators that %s offers have their ids for values and their names to read', async (name) => {
    const [{ templating }] = ALL_DASHBOARDS.filter((one) => one.name === name).map(({ in: build }) => JSON.parse(JSON.stringify(build('zh'))) as PlainDashboard) as [PlainDashboard];
    const { query, regex = '' } = templating.list.find((one) => one.name === 'indicator') ?? {};
    const offered = (await answered(ask(projectDatabase('workshop')), String(query))).flatMap(({ values }) => values.map(([, value]) => new RegExp(regex.slice(1, -1)).exec(String(value))?.groups));
    expect(offered).toContainEqual({ value: 'networked-device-ratio', text: expect.stringMatching(/^[一-鿿].*（%）$/) });
    const ids = (await answered(ask(projectDatabase('workshop')), 'SHOW TAG VALUES FROM "indicator" WITH KEY = "indicator"')).flatMap(({ values }) => values.map(([, value]) => value));
    expect(offered.map((one) => one?.['value']).sort()).toEqual(ids.sort());
  });

  it('the metrics that are offered of a device are those that it sends', async () => {
    const [{ templating }] = ALL_DASHBOARDS.filter(({ name }) => name === 'device').map(({ in: build }) => JSON.parse(JSON.stringify(build('zh'))) as PlainDashboard) as [PlainDashboard];
    const { query, regex = '' } = templating.list.find(({ name }) => name === 'metric') ?? {};
    const [, pattern = '', flags = ''] = /^\/(.*)\/(.*)$/.exec(regex) ?? [];
    const { results } = (await ask(projectDatabase(TROUBLED.project))(substituted(String(query), CHOICES['device'] as Choices))) as { readonly results: readonly { readonly series: readonly { readonly values: readonly string[][] }[] }[] };
    const values = results.flatMap(({ series }) => series).flatMap((one) => one.values.map(([, value = '']) => value));
    const offered = new Set(values.flatMap((value) => [...value.matchAll(new RegExp(pattern, flags))].map(([, metric]) => metric)));
    const sent = weekProjects().find(({ id }) => id === TROUBLED.project)?.inventory.classes.find(({ id }) => id === 'cnc')?.metrics.filter(({ kind }) => kind !== 'derived').map(({ name }) => name);
    expect([...offered].sort()).toEqual(sent?.sort());
  });

  it('a silence is in the answer, whatever the length of a bucket', async () => {
    const [{ panels }] = ALL_DASHBOARDS.filter(({ name }) => name === 'workshop').map(({ in: build }) => JSON.parse(JSON.stringify(build('zh'))) as PlainDashboard) as [PlainDashboard];
    const query = panels.find(({ type }) => type === 'state-timeline')?.targets?.[0]?.query ?? '';
    for (const [interval, hours] of [['1h', 1], ['6h', 6]] as const) {
      const series = await answered(ask(projectDatabase('workshop')), substituted(query, { ...EVERYTHING, device: anyOf([TROUBLED.device, 'nobody']) }, { interval }));
      expect(series.map(({ tags }) => tags)).toEqual([{ device: TROUBLED.device }]);
      for (const { values } of series) expect(values.length).toBeGreaterThanOrEqual((7 * 24) / hours);
    }
  });

  describe('the alert rules', () => {
    it.each(ALERT_AUDIENCES.flatMap((audience) => rulesOf(audience).map(({ uid, data }) => [uid, data[0]?.model.query ?? '', audience === 'platform' ? PLATFORM : PROGRAMME] as const)))('%s: %s', async (_uid, query, database) => {
      const filled = await filledColumns(ask(database), substituted(query, {}));
      expect([...filled.values()]).toEqual([expect.any(Number)]);
      expect([...filled.values()][0]).toBeGreaterThan(0);
    });
  });

  describe('the check', () => {
    it('finds a query that is wrong, one that finds nothing and a field that is not there', async () => {
      const asked = ask(projectDatabase('workshop'));
      await expect(filledColumns(asked, substituted('SELECT mean("n.spindle_load") FORM "sample" WHERE $timeFilter', EVERYTHING))).rejects.toThrow(/found FORM, expected/);
      expect((await filledColumns(asked, substituted('SELECT mean("n.spindle_load") FROM "samples" WHERE $timeFilter', EVERYTHING))).size).toBe(0);
      expect((await filledColumns(asked, substituted('SELECT last("verdict"), "colour" FROM "indicator" WHERE $timeFilter', EVERYTHING))).get('colour')).toBe(0);
    });
  });

  describe('what was written beside the indicators', () => {
    const rows = async (database: string, query: string): Promise<readonly { readonly tags?: Readonly<Record<string, string>>; readonly values: readonly (readonly unknown[])[] }[]> =>
      ((await ask(database)(query)) as { readonly results: readonly { readonly series?: [] }[] }).results.flatMap(({ series = [] }) => series);

    it('has its coverage, clause and digest with every number of a day', async () => {
      for (const project of ['workshop', 'air', 'water', 'marine']) {
        const [all] = await rows(projectDatabase(project), 'SELECT "value", "expected", "valid", "clause", "inputs_digest", "formula_version" FROM "day" WHERE "known" = 1');
        expect(all?.values.length).toBeGreaterThan(5);
        for (const [, value, expected, valid, clause, digest, formula] of all?.values ?? []) {
          expect([Number.isFinite(value), Number(expected) >= Number(valid), String(clause).length > 3, /^sha256:[0-9a-f]{64}$/.test(String(digest)), /^\d+\.\d+\.\d+$/.test(String(formula))]).toEqual([true, true, true, true, true]);
        }
      }
    });

    it('is the OEE that its three factors multiply to', async () => {
      const days = new Map<unknown, Record<string, number>>();
      for (const { tags, values } of await rows(projectDatabase('workshop'), `SELECT "value" FROM "day" WHERE "device" = '' AND "known" = 1 AND "figure" =~ /^(oee|availability|effectiveness|quality)$/ GROUP BY "figure"`)) {
        for (const [time, value] of values) days.set(time, { ...days.get(time), [tags?.['figure'] ?? '']: Number(value) });
      }
      expect(days.size).toBeGreaterThan(3);
      for (const { oee = NaN, availability = NaN, effectiveness = NaN, quality = NaN } of days.values()) expect((availability * effectiveness * quality) / 10_000).toBeCloseTo(oee, 6);
    });

    it('has the limits of GB 11607 for ponds, and of the class that the contract promises for rivers', async () => {
      const limits = async (project: string, metric: string): Promise<string[]> =>
        (await rows(projectDatabase(project), `SELECT last("value") FROM "limit" WHERE "metric" = '${metric}' AND "rule" =~ /^GB/ GROUP BY "rule", "bound"`)).map(({ tags, values: [row] }) => `${tags?.['rule']} ${tags?.['bound']} ${row?.[1]}`).sort();
      expect(await limits('aquaculture', 'dissolved_oxygen')).toEqual(['GB 11607-89 16 h > 5', 'GB 11607-89 ≥ 3']);
      expect(await limits('water', 'permanganate')).toEqual(['GB 3838-2002 (3) ≤ 6']);
    });
  });

  it('every scenario has indicators with a verdict', async () => {
    for (const project of SCENARIOS) expect((await filledColumns(ask(projectDatabase(project)), 'SELECT "verdict" FROM "indicator"')).get('verdict')).toBeGreaterThan(0);
  });
}
