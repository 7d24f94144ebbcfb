import type { BilingualText } from '@yanshou/catalogue';
import { LEGS, PROJECT_SCOPE, formatIsoMicros, legPeriod, localMinute, partsOf } from '@yanshou/telemetry';
import type { Exemption, Micros, PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import type { TracedCalendar } from './indicator-trace.js';

/** The planned time of each scope in the periods that were read, the project's first. Nothing where the contract's holds for all at all times. */
export function tracedCalendars(contract: ProjectContract): readonly TracedCalendar[] {
  const { plannedTime, calendars = [] } = contract;
  if (calendars.length === 0) return [];
  const project = calendars.find(({ scope }) => scope === PROJECT_SCOPE) ?? { scope: PROJECT_SCOPE, plannedTime };
  return [project, ...calendars.filter(({ scope }) => scope !== PROJECT_SCOPE).sort((a, b) => (a.scope < b.scope ? -1 : 1))].flatMap((calendar) => partsIn(contract, calendar));
}

function partsIn(contract: ProjectContract, { scope, ...calendar }: ScopedCalendar): readonly TracedCalendar[] {
  const parts = partsOf(calendar);
  return parts.flatMap(({ plannedTime, validFrom, wider }, place) => {
    const [from, to] = [validFrom ?? -Infinity, parts[place + 1]?.validFrom ?? Infinity];
    const isRead = LEGS.some((leg) => overlaps(legPeriod(contract, leg), from, to));
    return isRead ? [{ scope, from: timeOf(from), to: timeOf(to), text: wider === true ? AS_WIDER : textOf(plannedTime, exemptionsRead(contract, plannedTime)) }] : [];
  });
}

const AS_WIDER: BilingualText = { zh: '按上一级的计划时间', en: 'as the wider planned time' };

const timeOf = (at: Micros): string | null => (Number.isFinite(at) ? formatIsoMicros(at) : null);

const overlaps = (period: { readonly from: Micros; readonly to: Micros } | undefined, from: Micros, to: Micros): boolean => period !== undefined && period.from < to && period.to > from;

const exemptionsRead = (contract: ProjectContract, { exemptions = [] }: PlannedTime): readonly Exemption[] =>
  exemptions.filter(({ from, to }) => LEGS.some((leg) => overlaps(legPeriod(contract, leg), from, to)));

function textOf({ zone, shifts, holidays = [] }: PlannedTime, exemptions: readonly Exemption[]): BilingualText {
  const times = shifts.map(({ start, end, weekdays }) => `${start}–${end}${weekdays === undefined ? '' : ` (${weekdays.join(',')})`}`);
  const off = exemptions.map(({ from, to, reason }) => `${localMinute(from, zone)} – ${localMinute(to, zone)} ${reason}`);
  return {
    zh: [times.join('、') || '全天', ...(holidays.length > 0 ? [`节假日 ${holidays.length} 天`] : []), ...off.map((one) => `豁免 ${one}`)].join('；'),
    en: [times.join(', ') || 'round the clock', ...(holidays.length > 0 ? [`${holidays.length} holidays`] : []), ...off.map((one) => `exempt ${one}`)].join('; '),
  };
}
