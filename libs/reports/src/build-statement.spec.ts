import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import type { DeclaredFigure } from '@yanshou/telemetry';
import type { IndicatorRow } from '@yanshou/kpi';
import { buildStatement } from './build-statement.js';
import { fourFigures, weakestSource } from './four-figures.js';
import { sampleContract, sampleRows, sampleStatement } from './testing.js';

const networked = (): IndicatorRow => sampleRows()[0] as IndicatorRow;
const stated = (amount: number, facts: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'workshop', id: `f-${amount}`, indicator: 'networked-device-ratio', purpose: 'own', quantity: 'value', amount, unit: '%',
  sourceKind: 'entered', status: 'accepted', statedBy: 'unit', statedAt: 1e15, ...facts,
});

describe('a statement', () => {
  it('is plain JSON, and the same for the same input', () => {
    const statement = sampleStatement();
    expect(JSON.parse(JSON.stringify(statement))).toEqual(statement);
    expect(sampleStatement()).toEqual(statement);
  });

  it('is called 指标核算 and never 验收 but for what it does not replace', () => {
    const { title, limits, ...rest } = sampleStatement();
    expect(title.zh).toBe('考核指标数据核算报告（供验收参考）');
    expect(JSON.stringify(rest)).not.toContain('验收');
    expect(limits.map(({ zh }) => zh).join()).toMatch(/审计报告.*测试报告.*验收意见/);
  });

  it('holds each row whole, in order, with clause, formula and own definition', () => {
    const statement = sampleStatement();
    expect(statement.indicators.map(({ row }) => row)).toEqual(sampleRows());
    expect(statement.indicators[0]?.definition).toMatchObject({
      kind: 'telemetry', clause: { document: 'S000', quoteZh: expect.stringContaining('70%') }, formula: { zh: expect.any(String), en: expect.any(String) },
      ownDefinition: { zh: expect.stringContaining('联网') },
    });
    expect(Object.values(statement.verdicts).reduce((sum, count) => sum + count, 0)).toBe(statement.indicators.length);
  });

  it('names period, baseline, note and what it corrects', () => {
    const statement = sampleStatement({}, { note: '第二次核算', supersedes: 'a-2026-10' });
    expect(statement).toMatchObject({
      period: { from: '2026-10-01T00:00:00.000Z', to: '2026-10-01T03:00:00.000Z', zone: 'Asia/Shanghai', days: null },
      baseline: { from: '2026-04-01T00:00:00.000Z' }, note: '第二次核算', supersedes: 'a-2026-10', createdAt: '2026-11-05T02:00:00.000Z',
    });
    expect(sampleStatement({}, { contract: { ...sampleContract(), baseline: undefined } }).baseline).toBeNull();
  });

  it('says what an acknowledgement meant, where it is told', () => {
    const promise = { zh: '写入日志后确认', en: 'acknowledged after the journal' };
    expect(sampleStatement({}, { promise }).promise).toEqual(promise);
    expect(sampleStatement()).not.toHaveProperty('promise');
  });

  it('is stamped where readings are simulated or replayed', () => {
    expect(sampleStatement().stamps).toEqual([]);
    expect(sampleStatement({ origin: 'simulated' }).stamps).toEqual(['模拟数据 SIMULATED']);
    expect(sampleStatement({ origin: 'replayed' }).stamps).toEqual(['回放数据 REPLAYED']);
  });

  it('says whether messages and readings balance', () => {
    const { totals, balance } = sampleStatement();
    expect(balance).toEqual({ messages: true, readings: true });
    const lost = { ...totals, messages: { ...totals.messages, projected: 889 } };
    expect(sampleStatement({}, { totals: lost }).balance).toEqual({ messages: false, readings: true });
    const more = { ...totals, readings: { ...totals.readings, stored: 5391 } };
    expect(sampleStatement({}, { totals: more }).balance).toEqual({ messages: true, readings: false });
  });

  it('refuses a row that the catalogue lacks', () => {
    const statement = sampleStatement();
    const build = () => buildStatement({ ...statement, contract: sampleContract(), createdAt: 0, declared: [], note: '', supersedes: '', rows: [{ ...networked(), indicator: 'no-such' }] });
    expect(build).toThrow(Failure);
    expect(build).toThrow('no-such');
  });
});

describe('four figures', () => {
  it('stand side by side with exact differences', () => {
    expect(networked().value).toBe(40);
    const figures = fourFigures(networked(), [stated(39.9), stated(40.3, { purpose: 'audited', statedBy: 'auditor' })]);
    expect(figures).toMatchObject({
      target: { value: 70, comparator: '>=' }, own: { value: 39.9, statedBy: 'unit', statedAt: '2001-09-09T01:46:40.000Z' },
      platform: { value: 40, unit: '%' }, audited: { value: 40.3, statedBy: 'auditor' },
    });
    // In doubles 40 − 39.9 is 0.10000000000000142.
    expect([figures.platformMinusOwn, figures.auditedMinusPlatform]).toEqual([0.1, 0.3]);
  });

  it('have the figure of a signed opinion beside a value of the period that was audited, and of no other', () => {
    const row = networked();
    const [from, to] = [Date.parse(row.from) * 1_000, Date.parse(row.to) * 1_000];
    const opined = (period: { from: number; to: number }) => fourFigures(row, [stated(41, { purpose: 'audited', period, opinion: { assessment: 'a-1', number: 1 } })]);
    expect(opined({ from, to })).toMatchObject({ audited: { value: 41 }, platform: { value: 40 }, auditedMinusPlatform: 1 });
    for (const other of [{ from: from + 1, to }, { from, to: to + 1 }]) expect(opined(other)).toMatchObject({ audited: null, auditedMinusPlatform: null });
    // Figures of before opinions were of whatever period they said.
    expect(fourFigures(row, [stated(41, { purpose: 'audited', period: { from: 1, to: 2 } })]).audited?.value).toBe(41);
  });

  it('of a third differ by twelve decimals', () => {
    const third = { ...networked(), numerator: 1, denominator: 3, value: 100 / 3 };
    expect(fourFigures(third, [stated(33)]).platformMinusOwn).toBe(0.333333333333);
  });

  it('have no difference where one is missing or in another unit', () => {
    expect(fourFigures(networked(), [])).toMatchObject({ own: null, audited: null, platformMinusOwn: null, auditedMinusPlatform: null });
    expect(fourFigures(networked(), [stated(0.4, { unit: '1' })]).platformMinusOwn).toBeNull();
    const none = { ...networked(), numerator: null, denominator: null, value: null };
    expect(fourFigures(none, [stated(40)])).toMatchObject({ own: { value: 40 }, platformMinusOwn: null });
  });

  it('take the accepted figure before a later one that awaits its decision, and never a rejected one', () => {
    const own = (...declared: readonly DeclaredFigure[]) => fourFigures(networked(), declared).own?.value;
    expect(own(stated(2, { status: 'submitted', statedAt: 3e15 }), stated(1))).toBe(1);
    expect(own(stated(1), stated(2, { statedAt: 2e15 }))).toBe(2);
    expect(own(stated(1, { status: 'rejected' }))).toBeUndefined();
    expect(own(stated(1, { indicator: 'ip-applications' }), stated(2, { purpose: 'reporting' }))).toBeUndefined();
  });

  it('are as weak as the weakest that is there', () => {
    expect(weakestSource(fourFigures(networked(), []))).toBe('collected');
    expect(weakestSource(fourFigures(networked(), [stated(1, { sourceKind: 'other-system' })]))).toBe('other-system');
    expect(weakestSource(fourFigures(networked(), [stated(1), stated(2, { purpose: 'audited', sourceKind: 'imported' })]))).toBe('imported');
  });
});
