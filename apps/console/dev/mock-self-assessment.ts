import type { AnswerOf, IndicatorRowView, SelfAssessmentView } from '@yanshou/api-schema';
import { digestOf, rowsOf } from './mock-rows.js';

type Row = SelfAssessmentView['rows'][number];
interface Entry {
  readonly row: string;
  readonly weight: number;
  readonly score: number | null;
  readonly deviation: string;
}
export interface SavedMock {
  readonly version: number;
  readonly isIssued: boolean;
  readonly entries: readonly Entry[];
}

const AREA = { zh: '产出指标', en: 'output' };
const LEVEL = { zh: '质量指标', en: 'quality' };
const hundredths = (points: number): number => Math.round(points * 100);

function rowOf(figure: IndicatorRowView, weight: number, entry: Entry | undefined): Row {
  const score = figure.verdict === 'met' ? weight : null;
  const actual = figure.value === null ? '—' : `${figure.value.toFixed(2)} ${figure.unit}`;
  const planned = `≥ ${figure.target} ${figure.unit}`;
  return {
    row: figure.indicator, level: 'quality', area: AREA, levelName: LEVEL, planned: { zh: planned, en: planned }, actual: { zh: actual, en: actual }, figure: figure as unknown as Row['figure'],
    weight: entry?.weight ?? weight, score: entry === undefined ? score : entry.score, deviation: entry?.deviation ?? '', proposed: { weight, score }, explanationDue: figure.verdict !== 'met',
  };
}

/** A table in the shape of the platform's, of the made-up rows; every indicator weighs the same. */
export function selfAssessmentOf(project: { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly zone: string }, year: number, saved: SavedMock | undefined): SelfAssessmentView {
  const figures = rowsOf(project.id);
  const rows = figures.map((figure) => rowOf(figure, 100 / figures.length, saved?.entries.find(({ row }) => row === figure.indicator)));
  const scores = rows.map(({ score }) => score);
  const faults = rows.flatMap((row): SelfAssessmentView['faults'] => [
    ...(row.score === null ? [{ code: 'score-missing' as const, row: row.row, zh: `“${row.figure.nameZh}”尚未评分`, en: `“${row.figure.nameEn}” has no score` }] : []),
    ...(row.explanationDue && row.deviation === '' ? [{ code: 'deviation-missing' as const, row: row.row, zh: `“${row.figure.nameZh}”须填写偏差原因分析及改进措施`, en: `“${row.figure.nameEn}”: give reasons and measures` }] : []),
  ]);
  const { id, nameZh, nameEn, zone } = project;
  return {
    project: { id, nameZh, nameEn, zone }, year, asOf: '2026-11-02T03:00:00Z', state: saved === undefined ? 'proposed' : saved.isIssued ? 'issued' : 'draft', version: saved?.version ?? 0,
    who: saved === undefined ? null : 'admin', at: saved === undefined ? null : '2026-11-02T03:10:00Z', reason: null, rows,
    totals: { weight: rows.reduce((sum, { weight }) => sum + hundredths(weight), 0) / 100, score: scores.includes(null) ? null : scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) },
    faults, stamps: [], digest: saved?.isIssued === true ? digestOf(`${project.id} ${year}`) : null,
  };
}

export const MOCK_LIBRARY: AnswerOf<'searchLibrary'>['items'] = [
  {
    id: 'iot-2018-01', batch: '2018', libraryClass: 'application', field: 'smart-manufacturing', nameZh: '轴承车间物联网集成应用', nameEn: 'IoT in a bearing workshop', summary: '设备联网与能效监测', region: '天津市',
    applicant: { name: '某轴承公司', creditCode: '91120000MA0000001X' }, recommender: { kind: 'province', name: '天津市工业和信息化局' }, result: 'promoted',
    promotions: [{ on: '2018-11-20', form: '现场会', place: '滨海新区', note: '30 家企业参加', at: '2018-11-21T00:00:00Z' }], course: null,
  },
  {
    id: 'iot-2018-02', batch: '2018', libraryClass: 'technology', field: 'chips', nameZh: '低功耗连接芯片', nameEn: 'low-power connectivity chip', summary: '', region: '河北省',
    applicant: { name: '某芯片公司', creditCode: '91130000MA0000002X' }, recommender: { kind: 'province', name: '河北省工业和信息化厅' }, result: 'in-review', promotions: [], course: null,
  },
];
