import { VERDICTS } from '@yanshou/catalogue';
import type { Verdict } from '@yanshou/catalogue';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ValueMap } from '@grafana/grafana-foundation-sdk/dashboard';
import { ORIGINS } from '@yanshou/telemetry';
import type { Origin } from '@yanshou/telemetry';
import type { Say } from './language.js';

const COLOURS: Record<Verdict, string> = { 'met': 'green', 'not-met': 'red', 'insufficient-data': 'orange', 'pending-evidence': 'yellow' };

export interface Word {
  readonly text: string;
  readonly colour: string;
}

/** The verdicts as people read them. */
export const verdictWords = (say: Say): Record<Verdict, Word> =>
  Object.fromEntries(Object.entries(VERDICTS).map(([verdict, { zh, en }]) => [verdict, { text: say(zh, en), colour: COLOURS[verdict as Verdict] }])) as Record<Verdict, Word>;

export const riskWords = (say: Say): Record<'on-track' | 'at-risk' | 'off-track' | 'suspicious' | 'silent' | 'unknown', Word> => ({
  'on-track': { text: say('进展正常', 'on track'), colour: 'green' },
  'at-risk': { text: say('有风险', 'at risk'), colour: 'orange' },
  'off-track': { text: say('未达标', 'off track'), colour: 'red' },
  'suspicious': { text: say('有疑点（待核实）', 'findings to look into'), colour: 'dark-orange' },
  'silent': { text: say('沉默', 'silent'), colour: 'purple' },
  'unknown': { text: say('无法判断', 'unknown'), colour: 'text' },
});

const ORIGIN_WORDS: Record<Origin, readonly [zh: string, en: string, colour: string]> = {
  live: ['实时数据', 'live', 'green'], simulated: ['模拟数据', 'SIMULATED', 'purple'], replayed: ['回放数据', 'REPLAYED', 'purple'], imported: ['事后导入', 'imported', 'blue'],
};

export const originWords = (say: Say): Record<string, Word> => ({
  ...Object.fromEntries(ORIGINS.map((origin) => {
    const [zh, en, colour] = ORIGIN_WORDS[origin];
    return [origin, { text: say(zh, en), colour }];
  })),
  none: { text: '—', colour: 'text' },
});

export const yesNoWords = (say: Say): Record<string, Word> => ({ 0: { text: say('否', 'no'), colour: 'text' }, 1: { text: say('是', 'yes'), colour: 'blue' } });
export const onOffWords = (say: Say): Record<string, Word> => ({ 0: { text: say('停', 'off'), colour: 'dark-blue' }, 1: { text: say('开', 'on'), colour: 'green' } });
export const alarmWords = (say: Say): Record<string, Word> => ({ 0: { text: say('正常', 'normal'), colour: 'green' }, 1: { text: say('报警', 'alarm'), colour: 'red' } });

export const mapping = (words: Record<string, Word>): ValueMap => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(words).map(([value, { text, colour }], index) => [value, { text, color: colour, index }])),
});
