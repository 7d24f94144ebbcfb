import type { BilingualText } from './bilingual.js';
import { exampleInputs } from './example-inputs.js';
import { FUNCTIONS, HEALTH } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { messagesTrace } from './trace/inventory.trace.js';
import { insufficient } from './reasons.js';

/** What was quarantined is kept and not lost, but nobody can read it: it was not transmitted. */
function delivered({ messages: { received, stored } }: IndicatorInputs): Outcome {
  if (received === 0) return insufficient(NO_MESSAGE);
  return { kind: 'value', ratio: { numerator: stored, denominator: received }, counted: [], intervals: null, figures: {} };
}

const NO_MESSAGE: BilingualText = { zh: '考核时段内没有收到任何数据', en: 'nothing was received in the window' };

export const transmission: ComputedIndicator = {
  id: 'transmission', nameZh: '数据传输功能', nameEn: 'transmission of data', unit: '%', scale: 100, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [{ name: 'messages', unit: { zh: '条读数', en: 'readings' }, aggregation: { zh: '考核时段内收到的读数的收支台账', en: 'the ledger of what was received in the window' } }], gates: [],
  formula: { zh: '考核时段内收到并已入库的读数 ÷ 收到的读数 × 100%；被隔离或尚未入库的消息计为收到而未入库', en: 'readings received in the window that are stored ÷ readings received × 100 %; a message that is quarantined or not yet stored counts as received and not stored' },
  ownDefinition: { zh: '“传输”按时段内读数的收支计（以收到的时间为准，重复送达的视为已入库），为本平台定义', en: '"transmission" by the balance of the window\'s readings, by time of receipt, a duplicate being stored: a definition of this platform' },
  formulaVersion: '2.0.0', compute: delivered, trace: messagesTrace,
  workedExamples: [{
    title: { zh: '一千条读数中 998 条已入库', en: '998 of a thousand readings are stored' },
    inputs: exampleInputs([], { messages: { received: 1_000, stored: 998 } }),
    expected: { kind: 'value', ratio: { numerator: 998, denominator: 1_000 }, counted: [], intervals: null, figures: {} },
  }],
  noDataCases: [{ title: { zh: '没有读数', en: 'no reading' }, inputs: exampleInputs([]) }],
};
