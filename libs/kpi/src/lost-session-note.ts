import type { BilingualText, IndicatorDefinition, InputName, Outcome } from '@yanshou/catalogue';
import { localMinute } from '@yanshou/telemetry';
import type { EvaluationContext } from './evaluation-context.js';
import { legMinutes } from './heard-spans.js';
import { lostWithin } from './lost-sessions.js';
import type { LostSpan } from './lost-sessions.js';

/** What is made of messages. */
const OF_MESSAGES: ReadonlySet<InputName> = new Set<InputName>(['minute-masks', 'series-activity', 'role-quantities', 'series-windows', 'messages', 'training-sessions', 'trace-batches']);
const NAMED = 10;

/** The sessions lost that a row has to tell of: those of the reporting period, and those of the baseline where the value rests on it; none where nothing of it is made of messages. */
export function lostSessionsOf(definition: IndicatorDefinition, outcome: Outcome, { contract, lostSessions = [] }: EvaluationContext): readonly LostSpan[] {
  if (lostSessions.length === 0 || !definition.computed || !definition.inputs.some(({ name }) => OF_MESSAGES.has(name))) return [];
  const readsBaseline = outcome.kind === 'value' && (outcome.figures.legs ?? []).some(({ leg }) => leg === 'baseline');
  const legs = (readsBaseline ? ['baseline', 'reporting'] as const : ['reporting'] as const).flatMap((leg) => legMinutes(contract, leg) ?? []);
  return lostSessions.filter((lost) => legs.some((leg) => lostWithin([lost], leg).length > 0));
}

/** What a row says of them. Nothing without one. */
export function lostSessionNotes(lost: readonly LostSpan[], zone: string): readonly BilingualText[] {
  if (lost.length === 0) return [];
  const spans = lost.slice(0, NAMED).map(({ from, to }) => `${localMinute(from, zone)} – ${localMinute(to, zone)}`);
  const more = lost.length > NAMED ? ' …' : '';
  return [{
    zh: `外部 broker 丢失与平台的会话 ${lost.length} 次，其间已确认的消息可能没有送达平台：${spans.join('、')}${more}；其中的整分钟按平台停机计（由会话丢失的记录证明，不以心跳为证）`,
    en: `the broker lost its session with the platform ${lost.length} times, and messages that it had acknowledged may never have come: ${spans.join(', ')}${more}; whole minutes of that count as the platform's downtime (the record of the loss shows it, not a heartbeat)`,
  }];
}
