import type { BilingualText } from './bilingual.js';
import { exampleInputs } from './example-inputs.js';
import { FUNCTIONS, HEALTH } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { messagesTrace } from './trace/inventory.trace.js';
import { insufficient } from './reasons.js';

/** What was acknowledged and is not yet projected is no loss, but it is not there yet either. */
function delivered({ messages: { acknowledged, projected } }: IndicatorInputs): Outcome {
  if (acknowledged === 0) return insufficient(NO_MESSAGE);
  return { kind: 'value', ratio: { numerator: projected, denominator: acknowledged }, counted: [], intervals: null, figures: {} };
}

const NO_MESSAGE: BilingualText = { zh: '没有已确认接收的消息', en: 'no message was acknowledged' };

export const transmission: ComputedIndicator = {
  id: 'transmission', nameZh: '数据传输功能', nameEn: 'transmission of data', unit: '%', scale: 100, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [{ name: 'messages', unit: { zh: '条消息', en: 'messages' }, aggregation: { zh: '项目开始至今的收支台账', en: 'the ledger of the project up to now' } }], gates: [],
  formula: { zh: '已入库（或附原因隔离）的消息数 ÷ 已确认接收的消息数 × 100%', en: 'messages stored (or quarantined with a reason) ÷ messages acknowledged × 100 %' },
  ownDefinition: { zh: '“传输”按消息收支平衡计，为本平台定义', en: '"transmission" by the balance of messages: a definition of this platform' },
  formulaVersion: '1.0.0', compute: delivered, trace: messagesTrace,
  workedExamples: [{
    title: { zh: '一千条消息中 998 条已入库', en: '998 of a thousand messages are stored' },
    inputs: exampleInputs([], { messages: { acknowledged: 1_000, projected: 998 } }),
    expected: { kind: 'value', ratio: { numerator: 998, denominator: 1_000 }, counted: [], intervals: null, figures: {} },
  }],
  noDataCases: [{ title: { zh: '没有消息', en: 'no message' }, inputs: exampleInputs([]) }],
};
