import type { LedgerCounts } from '@yanshou/store';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ShownBatch } from './demo-trace.js';

/** Acknowledged and projected must agree, and the readings must add up: otherwise the table is worth nothing. */
export interface DemoTotals {
  readonly messages: { readonly acknowledged: number; readonly projected: number; readonly quarantined: number; readonly pending: number };
  readonly readings: { readonly received: number; readonly stored: number; readonly duplicates: number; readonly conflicts: number; readonly rejected: number };
  readonly gaps: number;
}

export const demoTotals = (acknowledged: number, pending: number, counts: LedgerCounts): DemoTotals => ({
  messages: { acknowledged, projected: counts.projected, quarantined: counts.quarantined, pending },
  readings: {
    received: counts.received, stored: counts.stored, duplicates: counts.duplicates, conflicts: counts.conflicts, rejected: counts.rejected,
  },
  gaps: counts.gaps,
});

export const balances = ({ messages, readings }: DemoTotals): boolean =>
  messages.acknowledged === messages.projected + messages.quarantined + messages.pending &&
  readings.received === readings.stored + readings.duplicates + readings.conflicts + readings.rejected;

/** One line for people under the table. */
export function totalsLine({ messages, readings, gaps }: DemoTotals, language: 'zh' | 'en'): string {
  const n = (value: number): string => value.toLocaleString('en');
  return language === 'zh'
    ? `消息：已确认 ${n(messages.acknowledged)} = 已投影 ${n(messages.projected)} + 隔离 ${n(messages.quarantined)} + 待处理 ${n(messages.pending)}；` +
      `读数：收到 ${n(readings.received)} = 入库 ${n(readings.stored)} + 重复 ${n(readings.duplicates)} + 冲突 ${n(readings.conflicts)} + 拒收 ${n(readings.rejected)}；缺口 ${n(gaps)}`
    : `messages: acknowledged ${n(messages.acknowledged)} = projected ${n(messages.projected)} + quarantined ${n(messages.quarantined)} + pending ${n(messages.pending)}; ` +
      `readings: received ${n(readings.received)} = stored ${n(readings.stored)} + duplicates ${n(readings.duplicates)} + conflicts ${n(readings.conflicts)} + rejected ${n(readings.rejected)}; gaps ${n(gaps)}`;
}

/** All that a run of the demonstration comes to. */
export interface DemoResult {
  readonly rows: readonly IndicatorRow[];
  readonly totals: DemoTotals;
  /** Path of the signed bundle, and whether the verifier accepted it. */
  readonly bundle: string;
  readonly verified: boolean;
  /** Of programmes that trace any. */
  readonly batch?: ShownBatch;
}

export const demoJson = ({ totals, rows, bundle, verified, batch }: DemoResult): string => `${JSON.stringify({ rows, ...totals, bundle, verified, batch })}\n`;
