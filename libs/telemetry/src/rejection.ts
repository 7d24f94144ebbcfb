/**
 * Why a message or a reading was not stored. Codes are stable: they stand in the ledger, the quarantine and the API.
 * Level `message`: nothing of it could be used; `reading`: the rest of the message was stored;
 * `refusal`: never acknowledged, so no message at all.
 */
export const REJECTIONS = {
  'malformed-json': { level: 'message', zh: '不是合法的 JSON', en: 'is not valid JSON' },
  'malformed-line': { level: 'message', zh: '不是合法的 InfluxDB 行协议', en: 'is not valid InfluxDB line protocol' },
  'wrong-type': { level: 'message', zh: '类型不对', en: 'has the wrong type' },
  'missing-field': { level: 'message', zh: '缺少字段', en: 'is missing' },
  'unknown-field': { level: 'message', zh: '未知字段', en: 'is not a field of this format' },
  'duplicate-key': { level: 'message', zh: '对象中有重复的键', en: 'holds the same key twice' },
  'too-deep': { level: 'message', zh: '嵌套过深', en: 'is nested too deeply' },
  'too-many-values': { level: 'message', zh: '一条消息的数值过多', en: 'carries too many values' },
  'empty-message': { level: 'message', zh: '消息里没有任何数值', en: 'carries no value' },
  'bad-timestamp': { level: 'message', zh: '时间戳无法识别', en: 'is not a time stamp' },
  'not-finite': { level: 'message', zh: '不是有限数值', en: 'is not a finite number' },
  'text-too-long': { level: 'message', zh: '文本超过 256 字节', en: 'is a text of more than 256 bytes' },
  'bad-name': { level: 'message', zh: '名称不合规', en: 'is not a permitted name' },
  'bad-quality': { level: 'message', zh: '质量标记不是 N F M S D C T B 之一', en: 'is not one of N F M S D C T B' },
  'bad-origin': { level: 'message', zh: '来源不是 live、simulated、replayed、imported 之一', en: 'is not live, simulated, replayed or imported' },
  'unknown-topic': { level: 'message', zh: '主题没有对应的数据格式', en: 'no payload format for this topic' },
  'unknown-device': { level: 'message', zh: '设备不在台账中', en: 'the device is not in the inventory' },
  'child-not-bound': { level: 'reading', zh: '子设备未绑定到该网关', en: 'the child device is not bound to this gateway' },
  'unknown-metric': { level: 'reading', zh: '设备类别未定义该测点', en: 'the device class defines no such metric' },
  'type-mismatch': { level: 'reading', zh: '数值类型与测点定义不符', en: "does not have the metric's value type" },
  'out-of-range': { level: 'reading', zh: '超出有效范围', en: 'is outside the valid range' },
  'time-before-project': { level: 'reading', zh: '早于项目（基期）开始时间', en: 'lies before the start of the project' },
  'time-in-future': { level: 'reading', zh: '晚于接收时间 5 分钟以上', en: 'lies more than 5 minutes after its receipt' },
  'store-refused': { level: 'reading', zh: '时序库拒绝存储', en: 'was refused by the time series database' },
  'foreign-topic': { level: 'refusal', zh: '主题不属于该设备', en: 'the topic does not belong to this device' },
  'over-rate': { level: 'refusal', zh: '持续超过速率限制', en: 'is too fast for too long' },
  'payload-too-large': { level: 'refusal', zh: '消息超过 256 KiB', en: 'the payload exceeds 256 KiB' },
  'topic-too-deep': { level: 'refusal', zh: '主题层级过多', en: 'the topic has too many levels' },
  'malformed-packet': { level: 'refusal', zh: '不符合 MQTT 协议', en: 'violates the MQTT protocol' },
} as const;

export type RejectionCode = keyof typeof REJECTIONS;

/** A reason a person can act on: what, and which field of the payload. */
export interface Rejection {
  readonly code: RejectionCode;
  /** Path into the payload such as `[2].values.temperature`; '' for the whole. */
  readonly field: string;
  /** Extra help, e.g. "would be right as seconds". */
  readonly hint?: string;
}

export const reject = (code: RejectionCode, field = '', hint?: string): Rejection =>
  hint === undefined ? { code, field } : { code, field, hint };

export function describeRejection(rejection: Rejection, language: 'zh' | 'en'): string {
  const { zh, en } = REJECTIONS[rejection.code];
  const where = rejection.field === '' ? '' : `${rejection.field} `;
  const hint = rejection.hint === undefined ? '' : language === 'zh' ? `（${rejection.hint}）` : ` (${rejection.hint})`;
  return `${where}${language === 'zh' ? zh : en}${hint}`;
}
