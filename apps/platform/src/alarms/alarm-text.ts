import type { BilingualText } from '@yanshou/catalogue';
import type { AlarmState } from './alarm-board.js';

/** What is wrong, how much, and what to do. */
export function alarmText({ rule: { title, help, side, limit, unit }, value, subject }: AlarmState): BilingualText {
  const [now, bound] = [value === undefined ? '—' : amount(value, unit), amount(limit, unit)];
  const sign = side === 'above' ? '>' : '<';
  const [whichZh, whichEn] = subject === undefined ? ['', ''] : [` ${subject}`, `: ${subject}`];
  return { zh: `${title.zh}${whichZh}（${now}，界限 ${sign} ${bound}）：${help.zh}`, en: `${title.en}${whichEn} (${now}, limit ${sign} ${bound}): ${help.en}` };
}

const amount = (value: number, unit: 's' | 'share'): string => (unit === 's' ? `${rounded(value)} s` : `${rounded(value * 100)} %`);
const rounded = (value: number): string => String(Number(value.toPrecision(3)));
