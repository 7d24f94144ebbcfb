import type { ExplainedView, IndicatorRowView } from '@yanshou/api-schema';
import { VERDICTS } from '@yanshou/catalogue';

const source = (device: string, row: IndicatorRowView) =>
  ({ kind: 'readings', device, metric: null, id: null, sha256: null, query: `/api/v1/projects/${row.project}/readings?device=${device}&from=${encodeURIComponent(row.from)}&to=${encodeURIComponent(row.to)}` }) as const;
const same = (text: string) => ({ zh: text, en: text });

/** Two steps of a count over a count; nothing where the row has no value. */
export function explainedOf(row: IndicatorRowView): ExplainedView {
  const { numerator, denominator, scale, unit, value } = row;
  const result = { exact: String(value), rounded: String(value), unit };
  const counts = { exact: String(numerator), rounded: String(numerator), unit: '台' };
  const steps = value === null ? [] : [
    {
      title: { zh: '联网设备数', en: 'devices that are networked' }, symbol: 'N', formula: { zh: '有效间隔 ÷ 应有间隔 ≥ 0.8 的设备计数', en: 'number of devices with valid ÷ expected intervals ≥ 0.8' }, put: null, result: counts,
      table: {
        columns: [{ zh: '设备', en: 'device' }, { zh: '有效间隔', en: 'valid intervals' }, { zh: '计入', en: 'counts' }], counts: 2,
        rows: row.devices.map((device) => ({ cells: [device, 288, '●'], source: source(device, row) })),
      },
    },
    { title: { zh: '指标值', en: 'value of the indicator' }, symbol: 'X', formula: same('N ÷ M × 100'), put: `${String(numerator)} ÷ ${String(denominator)} × ${scale}`, result, table: null },
  ];
  const coverage = { title: { zh: '平台数据完整率', en: 'platform coverage' }, symbol: 'c_P', formula: { zh: '有效 ÷ 应有 × 100', en: 'valid ÷ expected × 100' }, put: '999 ÷ 1000 × 100', result: { exact: '99.9', rounded: '99.9', unit: '%' }, table: null };
  return {
    row, clause: null, formula: null,
    trace: { value: value === null ? null : result, periods: [{ leg: 'reporting', from: row.from, to: row.to, zone: 'Asia/Shanghai', days: null }], steps, coverage: [coverage], series: [], verdict: VERDICTS[row.verdict] },
  };
}
