import { MICROS_PER_DAY, MICROS_PER_MINUTE, TRACE_STEPS } from '@yanshou/telemetry';
import type { Micros, TracePlace, TraceTerms } from '@yanshou/telemetry';
import { inputFault, invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { TraceBatchDraft, TraceEventDraft } from '../trace-book.js';
import { checkId, checkMetricName, checkMicros, checkOneOf, checkShare, checkText, checkUnique, firstFault, firstOf } from './field-checks.js';
import type { Check } from './field-checks.js';

/** Clocks differ a little; what is later than that has not happened. */
const TOLERANCE = 10 * MICROS_PER_MINUTE;
const LONGEST = 366 * MICROS_PER_DAY;
const PRINTABLE = /^[\u0021-\u007e]{1,200}$/;

/** What is wrong with a batch by itself. */
export const checkBatch = (batch: TraceBatchDraft, now: Micros): InputFault | undefined =>
  firstFault(
    checkId('id', batch.id), checkText('product', batch.product), checkId('base', batch.base), checkText('unit', batch.unit),
    batch.variety !== undefined && checkText('variety', batch.variety),
    batch.label !== undefined && !PRINTABLE.test(batch.label) && invalid('label', '须为 1 至 200 个可打印 ASCII 字符（EPC、GS1 等）', 'must have 1 to 200 printable ASCII characters (EPC, GS1 …)'),
    !(Number.isFinite(batch.quantity) && batch.quantity > 0) && invalid('quantity', '须为大于 0 的有限数', 'must be finite and above 0'),
    checkPast('producedAt', batch.producedAt, now),
  );

/** What is wrong with an event by itself. */
export const checkEvent = (event: TraceEventDraft, now: Micros): InputFault | undefined =>
  firstFault(
    checkId('batch', event.batch), checkId('id', event.id), checkOneOf('step', event.step, TRACE_STEPS), checkPast('at', event.at, now), checkText('actor', event.actor),
    checkPlace('place', event.place), event.to !== undefined && checkPlace('to', event.to),
    event.until !== undefined && checkEnd(event.at, event.until, now),
    event.readings !== undefined && firstFault(
      checkId('readings.device', event.readings.device), checkMetricName('readings.metric', event.readings.metric),
      event.until === undefined && invalid('until', '指明温度测点的环节须有结束时间', 'is demanded of an event that names a series')),
    event.corrects !== undefined && firstFault(
      checkId('corrects', event.corrects), event.corrects === event.id && invalid('corrects', '不能更正自身', 'is the event itself'),
      (event.reason ?? '').trim() === '' && inputFault('reason-required', 'reason', '更正须说明原因', 'is demanded of a correction')),
    event.reason !== undefined && checkText('reason', event.reason),
  );

const checkPast = (field: string, at: Micros, now: Micros): Check =>
  firstFault(checkMicros(field, at), at > now + TOLERANCE && invalid(field, '晚于现在，请核对', 'is still to come: check it'));

const checkEnd = (at: Micros, until: Micros, now: Micros): Check =>
  firstFault(
    checkPast('until', until, now),
    until <= at && invalid('until', '须晚于开始时间', 'must be later than the beginning'),
    until - at > LONGEST && invalid('until', '历时超过一年，请核对', 'is more than a year after the beginning: check it'),
  );

const checkPlace = (field: string, place: TracePlace): Check =>
  ('site' in place ? checkId(`${field}.site`, place.site) : checkText(`${field}.name`, place.name));

/** What a contract says of traceability. */
export const checkTraceability = ({ varieties, bases, steps = [], dueDays = 0, coldChain }: TraceTerms): InputFault | undefined =>
  firstFault(
    checkUnique('traceability.varieties', varieties.map(({ name }) => name)),
    firstOf(varieties, ({ name }, index) => firstFault(checkText(`traceability.varieties[${index}].name`, name))),
    checkUnique('traceability.bases', bases),
    firstOf(bases, (site, index) => firstFault(checkId(`traceability.bases[${index}]`, site))),
    checkUnique('traceability.steps', steps),
    firstOf(steps, (step, index) => firstFault(checkOneOf(`traceability.steps[${index}]`, step, TRACE_STEPS))),
    !(Number.isSafeInteger(dueDays) && dueDays >= 0 && dueDays <= 3_660) && invalid('traceability.dueDays', '须为 0 至 3660 的整数', 'must be a whole number from 0 to 3660'),
    coldChain !== undefined && checkColdChain(coldChain),
  );

const checkColdChain = ({ ranges, minimumCoverage = 1, minimumInRange = 1 }: NonNullable<TraceTerms['coldChain']>): Check =>
  firstFault(
    checkUnique('traceability.coldChain.ranges', ranges.map(({ product = '' }) => product)),
    firstOf(ranges, ({ low, high }, index) => firstFault(
      !(Number.isFinite(low) && Number.isFinite(high) && low < high) && invalid(`traceability.coldChain.ranges[${index}]`, '下限须小于上限', 'must have its lower limit below the upper one'))),
    checkShare('traceability.coldChain.minimumCoverage', minimumCoverage),
    checkShare('traceability.coldChain.minimumInRange', minimumInRange),
  );
