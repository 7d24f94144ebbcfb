import { describe, expect, it } from '@jest/globals';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounts } from '@yanshou/store';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { DayFigure, IndicatorFigure, ProjectFigures } from './index.js';
import { openFigureWriter, platformDatabase, programmeDatabase } from './index.js';
import { indicatorLine, projectLine } from './figure-lines.js';
import { withInflux } from './testing/with-influx.js';

const AT = 1_794_700_800_000_000;
const counts = (stored: number): LedgerCounts => ({ ...(Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts), stored });

const indicator = (more: Partial<IndicatorFigure> = {}): IndicatorFigure => ({
  project: 'shop', indicator: 'networked-device-ratio', at: AT, nameZh: '车间智能化设备联网率', nameEn: 'networked "device" ratio', unit: '%',
  clause: 'S000 一(二)1', value: 71.5, target: 70, baseline: null, comparator: '>=', verdict: 'met', coverage: 0.97, platformCoverage: 1, minimumCoverage: null,
  minimumPlatformCoverage: 0.9, numerator: 15, denominator: 21, loweredFrom: null, origin: 'simulated', formulaVersion: '1.0.0', inputsDigest: 'sha256:0', ...more,
});

const day = (more: Partial<DayFigure> = {}): DayFigure => ({
  project: 'shop', device: 'CNC 01', site: 'hall', deviceClass: 'cnc', name: 'oee', at: AT - MICROS_PER_DAY, value: 61.25, unit: '%', limit: 60, expected: 64, valid: 60,
  platformCoverage: 1, clause: 'S001 效益指标', formulaVersion: '1.1.0', inputsDigest: 'sha256:0', origin: 'live', noteZh: '', noteEn: '', ...more,
});

const project = (more: Partial<ProjectFigures> = {}): ProjectFigures => ({
  programme: 'P1', project: 'shop', indicators: [indicator()],
  standing: {
    project: 'shop', at: AT, nameZh: '车间', nameEn: 'shop', demonstration: true, risk: 'on-track', reasons: 0, reasonZh: '', reasonEn: '', progress: 0.4,
    devices: { total: 3, live: 2, silent: 1, never: 0, unjudged: 0 }, lastReceived: AT,
  },
  coverage: [{ project: 'shop', device: 'CNC 01', site: 'hall', deviceClass: 'cnc', at: AT - MICROS_PER_DAY, expected: 64, valid: 60 }],
  ledger: [{ project: 'shop', at: AT - MICROS_PER_HOUR, counts: counts(12) }],
  legs: [{ project: 'shop', indicator: 'defect-rate-reduction', leg: 'baseline', at: AT, value: 0.02, unit: '', numerator: '1', denominator: '50', coverage: null, sourceKind: 'entered', clause: 'S000 一(二)2', formulaVersion: '1.0.0', inputsDigest: 'sha256:0' }],
  days: [day()],
  limits: [{ project: 'shop', deviceClass: 'pond', metric: 'dissolved_oxygen', at: AT, bound: '≥', rule: 'GB 11607-89', value: 3, unit: 'mg/L', clause: 'S000 三(二)2' }],
  milestones: [{ project: 'shop', milestone: 'q3', at: AT, nameZh: '第三季度', nameEn: 'third quarter', planned: '试运行', due: AT - MICROS_PER_DAY, state: 'overdue', daysLate: 1, reported: '', asOf: null, changes: 0 }],
  ...more,
});

describe('the line of an indicator', () => {
  it('has no field for what there is none of', () => {
    const line = indicatorLine(indicator({ value: null, numerator: null, denominator: null, verdict: 'insufficient-data' }));
    expect(line).not.toMatch(/[ ,](?:value|numerator|denominator|minimum_coverage|lowered_from)=/);
    expect(line).toContain('met=0i,not_met=0i,insufficient=1i');
  });
});

describe('the line of a project', () => {
  it('calls it quiet when nobody is heard of while its window runs, and at no other time', () => {
    const silent = { ...project().standing, devices: { total: 3, live: 0, silent: 3, never: 0, unjudged: 0 } };
    expect(projectLine(silent)).toContain('quiet=1i');
    for (const progress of [null, 0, 1]) expect(projectLine({ ...silent, progress })).toContain('quiet=0i');
    expect(projectLine({ ...silent, progress: 0.5, devices: { total: 3, live: 0, silent: 2, never: 0, unjudged: 1 } })).toContain('quiet=0i');
    expect(projectLine({ ...silent, devices: { total: 0, live: 0, silent: 0, never: 0, unjudged: 0 } })).toContain('quiet=0i');
    expect(projectLine(project().standing)).toContain('quiet=0i');
  });
});

withInflux('figures for dashboards', (influx) => {
  const rows = async (database: string, query: string): Promise<unknown[][]> => {
    const { results } = (await influx().query(query, database)) as { results: { series?: { values: unknown[][] }[] }[] };
    return results.flatMap(({ series = [] }) => series.flatMap(({ values }) => values));
  };

  describe('figures', () => {
    it('are points of the project and of its programme, once however often they are written', async () => {
      const settings = { url: influx().url, prefix: 'w' };
      const writer = openFigureWriter(settings);
      await writer.writeProject(project());
      await writer.writeProject(project());
      for (const database of ['w_shop', programmeDatabase(settings, 'P1')]) {
        expect(await rows(database, 'SELECT "value","target","verdict","met","lowered" FROM "indicator" WHERE "project"=\'shop\'')).toEqual([[expect.any(String), 71.5, 70, 'met', 1, 0]]);
        expect(await rows(database, 'SELECT "risk","on_track","live","quiet","last_received" FROM "project"')).toEqual([[expect.any(String), 'on-track', 1, 2, 0, AT / 1_000]]);
        expect(await rows(database, 'SELECT "valid","expected" FROM "coverage" WHERE "device"=\'CNC 01\' AND "site_id"=\'hall\'')).toEqual([[expect.any(String), 60, 64]]);
        expect(await rows(database, 'SHOW TAG VALUES FROM "place" WITH KEY = "device" WHERE "site" = \'hall\'')).toEqual([['device', 'CNC 01']]);
        expect(await rows(database, 'SHOW TAG VALUES FROM "indicator_name" WITH KEY IN ("zh", "en")')).toEqual([['en', 'networked-device-ratio｜networked "device" ratio (%)'], ['zh', 'networked-device-ratio｜车间智能化设备联网率（%）']]);
        expect(await rows(database, 'SELECT "stored","refused" FROM "ledger"')).toEqual([[expect.any(String), 12, 0]]);
      }
      writer.close();
    });

    it('written again with other counts take the place of those before', async () => {
      const writer = openFigureWriter({ url: influx().url, prefix: 'again' });
      await writer.writeProject(project());
      await writer.writeProject(project({ ledger: [{ project: 'shop', at: AT - MICROS_PER_HOUR, counts: counts(15) }] }));
      expect(await rows('again_shop', 'SELECT "stored" FROM "ledger"')).toEqual([[expect.any(String), 15]]);
      writer.close();
    });

    it('of a day take the place of those before as a whole, also where a value or a limit is no more', async () => {
      const writer = openFigureWriter({ url: influx().url, prefix: 'days' });
      await writer.writeProject(project());
      await writer.writeProject(project({ days: [day({ value: null, unit: '', limit: null, valid: 3, noteZh: '无' })] }));
      expect(await rows('days_shop', 'SELECT "known","limited","unit","valid","note_zh" FROM "day" WHERE "device"=\'CNC 01\' AND "figure"=\'oee\'')).toEqual([[expect.any(String), 0, 0, '', 3, '无']]);
      expect(await rows('days_shop', 'SELECT last("value") FROM "day" WHERE "known" = 1')).toEqual([]);
      expect(await rows('days_shop', 'SELECT "value" FROM "limit" WHERE "rule"=\'GB 11607-89\' AND "bound"=\'≥\'')).toEqual([[expect.any(String), 3]]);
      expect(await rows('days_shop', 'SELECT "overdue","days_late","state" FROM "milestone"')).toEqual([[expect.any(String), 1, 1, 'overdue']]);
      writer.close();
    });

    it('of a device whose site or class is corrected take the place of those before', async () => {
      const writer = openFigureWriter({ url: influx().url, prefix: 'moved' });
      await writer.writeProject(project());
      const [one] = project().coverage as [ProjectFigures['coverage'][number]];
      await writer.writeProject(project({ coverage: [{ ...one, site: 'annex', deviceClass: 'lathe', valid: 61 }], days: [day({ site: 'annex', deviceClass: 'lathe', value: 62 })] }));
      expect(await rows('moved_shop', 'SELECT "valid","site_id","class_id" FROM "coverage"')).toEqual([[expect.any(String), 61, 'annex', 'lathe']]);
      expect(await rows('moved_shop', 'SELECT "value","site_id","class_id" FROM "day"')).toEqual([[expect.any(String), 62, 'annex', 'lathe']]);
      writer.close();
    });

    it('of the platform and of a programme have databases that no project can have', async () => {
      const settings = { url: influx().url, prefix: 'own' };
      const writer = openFigureWriter(settings);
      await writer.writePlatform({ instance: 'one', roles: 'all', journalFreeBytes: null, at: AT, acknowledged: 5, receivedBytes: 9, connections: 1, connectsRefused: 0, unacknowledgedBytes: 0, messagesPerSecond: 2.5, pending: 3, pendingWarning: 100, lagSeconds: 1.5, acknowledgementP99: null, diskFreeShare: 0.5, alarms: 1, faults: 0, totals: counts(4) });
      await writer.writeProgramme('platform', [{ indicator: 'standards', at: AT, nameZh: '标准', nameEn: 'standards', unit: '项', n: 0, projects: 2, mean: null, weightedMean: null, meanWithMissingAsZero: null }]);
      expect(await rows(platformDatabase(settings), 'SELECT "pending","messages_per_second","lag_seconds","disk_free_share","alarms","stored" FROM "platform"')).toEqual([[expect.any(String), 3, 2.5, 1.5, 0.5, 1, 4]]);
      // Of the same time, by another process: beside it, not in its place.
      await writer.writePlatform({ instance: 'two', roles: 'ingest', journalFreeBytes: 7, at: AT, acknowledged: 50, pendingWarning: 100, lagSeconds: 0, acknowledgementP99: null, diskFreeShare: null, alarms: 0, faults: 0 });
      expect(await rows(platformDatabase(settings), 'SELECT "acknowledged","stored","instance","roles" FROM "platform"')).toEqual([[expect.any(String), 5, 4, 'one', 'all'], [expect.any(String), 50, null, 'two', 'ingest']]);
      expect(await rows(programmeDatabase(settings, 'platform'), 'SELECT "n","projects" FROM "programme"')).toEqual([[expect.any(String), 0, 2]]);
      writer.close();
    });

    it('are refused while the server is down, and stored by the next attempt', async () => {
      const writer = openFigureWriter({ url: influx().url, prefix: 'down' });
      await influx().kill();
      await expect(writer.writeProject(project())).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      await influx().start();
      await writer.writeProject(project());
      expect(await rows('down_shop', 'SELECT "value" FROM "indicator"')).toHaveLength(1);
      writer.close();
    });
  });
});
