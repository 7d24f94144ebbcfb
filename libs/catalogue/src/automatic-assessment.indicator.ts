import type { BilingualText } from './bilingual.js';
import { exampleInputs } from './example-inputs.js';
import type { FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { trainingTrace } from './trace/training.trace.js';
import type { TrainingSessions } from './training-sessions.js';

function compute({ hasWindow, training }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const rows = [...training].sort((left, right) => (left.device < right.device ? -1 : 1));
  const sum = (of: (row: TrainingSessions) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const sessions = sum((row) => row.sessions);
  if (sessions === 0) return insufficient(NO_SESSIONS);
  const notes = [...(sum(({ imported }) => imported) > 0 ? [IMPORTED] : []), ...(sum(({ unmatched }) => unmatched) > 0 ? [UNMATCHED] : [])];
  return {
    kind: 'value',
    ratio: { numerator: sum(({ scored }) => scored), denominator: sessions },
    counted: rows.filter(({ scored }) => scored > 0).map(({ device }) => device),
    intervals: null,
    readings: sum(({ readings }) => readings),
    figures: { tables: [sessionTable(rows)] },
    ...(notes.length > 0 && { notes }),
  };
}

const sessionTable = (rows: readonly TrainingSessions[]): FigureTable => ({
  title: { zh: '各设备的训练场次', en: 'training sessions of each device' },
  columns: [{ zh: '设备', en: 'device' }, { zh: '场次', en: 'sessions' }, { zh: '设备评分', en: 'scored by the device' }, { zh: '仅有导入评分', en: 'imported score only' }, { zh: '无场次的评分', en: 'scores without a session' }],
  rows: rows.map(({ device, sessions, scored, imported, unmatched }) => [device, sessions, scored, imported, unmatched]),
});

const NO_SESSIONS: BilingualText = { zh: '时段内没有训练场次的遥测', en: 'telemetry holds no training session of the period' };
const IMPORTED: BilingualText = { zh: '有场次只有导入的评分，可能由人填写，不计入', en: 'some sessions have an imported score only, which a person may have typed: not counted' };
const UNMATCHED: BilingualText = { zh: '有评分与任何场次的时间都不相同，请核对设备时钟', en: 'some scores have the time of no session: check the clocks of the devices' };

const row = (device: string, facts: Partial<TrainingSessions>): TrainingSessions =>
  ({ device, sessions: 0, scored: 0, imported: 0, unmatched: 0, readings: 0, origins: ['live'], ...facts });
const ROWS = [row('VR02', { sessions: 30, scored: 21, imported: 4, readings: 55 }), row('VR01', { sessions: 10, scored: 9, unmatched: 1, readings: 20 })];

export const automaticAssessment: ComputedIndicator = {
  id: 'automatic-assessment', nameZh: '自动化评估功能', nameEn: 'automatic assessment works', unit: '%', scale: 100, comparator: '>=', defaultTarget: null,
  programme: 'P1', directions: ['P1.2.1'], clause: { document: 'S000', place: '二(二)1 考核指标', quoteZh: '系统应实现自动化的评估功能' },
  kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [{
    name: 'training-sessions', unit: { zh: '场次', en: 'sessions' },
    aggregation: { zh: '角色 training-session 的有效数据按源时间计场次；同一设备同一源时间的 training-score 为其评分', en: 'valid readings of the role training-session by source time; training-score of the same device at the same source time is its score' },
  }],
  roles: ['training-session', 'training-score'], gates: ['platform'],
  formula: { zh: '有设备自动评分的训练场次 ÷ 训练场次 × 100%', en: 'training sessions with a score made by the device ÷ training sessions × 100 %' },
  ownDefinition: {
    zh: '一个源时间为一场；评分须由同一设备以同一源时间上报，填报的或导入的评分不计；为本平台定义',
    en: 'a source time is a session; its score is sent by the same device with the same source time; a score that is declared or imported does not count; a definition of this platform',
  },
  formulaVersion: '1.0.0', compute, trace: trainingTrace,
  workedExamples: [{
    title: { zh: '两台设备四十场，三十场由设备评分；四场只有导入的评分，一个评分没有场次', en: 'forty sessions on two devices, thirty scored by the device; four with an imported score only, one score without a session' },
    inputs: exampleInputs([], { training: ROWS }),
    expected: {
      kind: 'value', ratio: { numerator: 30, denominator: 40 }, counted: ['VR01', 'VR02'], intervals: null, readings: 75, notes: [IMPORTED, UNMATCHED],
      figures: {
        tables: [{
          title: { zh: '各设备的训练场次', en: 'training sessions of each device' },
          columns: [{ zh: '设备', en: 'device' }, { zh: '场次', en: 'sessions' }, { zh: '设备评分', en: 'scored by the device' }, { zh: '仅有导入评分', en: 'imported score only' }, { zh: '无场次的评分', en: 'scores without a session' }],
          rows: [['VR01', 10, 9, 0, 1], ['VR02', 30, 21, 4, 0]],
        }],
      },
    },
  }],
  noDataCases: [
    { title: { zh: '没有场次', en: 'no session' }, inputs: exampleInputs([]) },
    { title: { zh: '只有评分', en: 'scores only' }, inputs: exampleInputs([], { training: [row('VR01', { unmatched: 3, readings: 3 })] }) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: exampleInputs([], { hasWindow: false, training: ROWS }) },
  ],
};
