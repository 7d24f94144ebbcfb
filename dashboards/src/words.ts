import { LEG_NAMES, VERDICTS } from '@yanshou/catalogue';
import type { SourceKind, Verdict } from '@yanshou/catalogue';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ValueMap } from '@grafana/grafana-foundation-sdk/dashboard';
import { LEGS, ORIGINS } from '@yanshou/telemetry';
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

export const milestoneWords = (say: Say): Record<'open' | 'overdue' | 'done' | 'done-late', Word> => ({
  'open': { text: say('未到期', 'open'), colour: 'blue' }, 'overdue': { text: say('已逾期', 'overdue'), colour: 'red' },
  'done': { text: say('按期完成', 'done'), colour: 'green' }, 'done-late': { text: say('逾期完成', 'done late'), colour: 'yellow' },
});

export const legWords = (say: Say): Record<string, Word> => Object.fromEntries(LEGS.map((leg) => [leg, { text: say(LEG_NAMES[leg].zh, LEG_NAMES[leg].en), colour: 'text' }]));
/** How a figure came to be: read by machines, brought in afterwards, typed by people. */
export const sourceWords = (say: Say): Record<SourceKind, Word> => ({
  'collected': { text: say('自动采集', 'collected'), colour: 'green' }, 'other-system': { text: say('取自其他系统', 'another system'), colour: 'blue' }, 'imported': { text: say('事后导入', 'imported'), colour: 'blue' }, 'entered': { text: say('人工填报', 'entered'), colour: 'yellow' },
});

/** The factors of ISO 22400-2. */
export const oeeWords = (say: Say): Record<'oee' | 'availability' | 'effectiveness' | 'quality', Word> => ({
  oee: { text: say('设备综合效率 OEE', 'OEE'), colour: 'purple' }, availability: { text: say('可用率', 'availability'), colour: 'blue' },
  effectiveness: { text: say('表现性', 'effectiveness'), colour: 'orange' }, quality: { text: say('合格率', 'quality'), colour: 'green' },
});

/** Classes of GB 3838; 6 is worse than the last. */
export const surfaceClassWords = (say: Say): Record<string, Word> => classWords(['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'], say('劣Ⅴ', 'worse than Ⅴ'), (name) => say(`${name}类`, `class ${name}`));
/** Classes of GB 3097; 5 is worse than the last. */
export const seaClassWords = (say: Say): Record<string, Word> => classWords(['1', '2', '3', '4'], say('劣四', 'worse than 4'), (name) => say(`第${'一二三四'[Number(name) - 1] ?? name}类`, `class ${name}`));

const CLASS_COLOURS = ['blue', 'light-blue', 'green', 'yellow', 'orange', 'red'];

function classWords(names: readonly string[], worse: string, named: (name: string) => string): Record<string, Word> {
  const word = (text: string, index: number): [string, Word] => [String(index + 1), { text, colour: index === names.length ? 'red' : (CLASS_COLOURS[index] ?? 'red') }];
  return Object.fromEntries([...names.map(named), worse].map(word));
}

/** Words of MTConnect's EXECUTION and of vehicles; a state that is not here is shown as it was sent. */
export const stateWords = (say: Say): Record<string, Word> => ({
  ACTIVE: { text: say('加工', 'active'), colour: 'green' }, MOVING: { text: say('行驶', 'moving'), colour: 'green' },
  READY: { text: say('就绪', 'ready'), colour: 'blue' }, IDLE: { text: say('空闲', 'idle'), colour: 'blue' }, CHARGING: { text: say('充电', 'charging'), colour: 'yellow' },
  FEED_HOLD: { text: say('进给保持', 'feed hold'), colour: 'orange' }, INTERRUPTED: { text: say('中断', 'interrupted'), colour: 'orange' }, STOPPED: { text: say('停止', 'stopped'), colour: 'red' },
});

export const yesNoWords = (say: Say): Record<string, Word> => ({ 0: { text: say('否', 'no'), colour: 'text' }, 1: { text: say('是', 'yes'), colour: 'blue' } });
export const onOffWords = (say: Say): Record<string, Word> => ({ 0: { text: say('停', 'off'), colour: 'dark-blue' }, 1: { text: say('开', 'on'), colour: 'green' } });
export const alarmWords = (say: Say): Record<string, Word> => ({ 0: { text: say('正常', 'normal'), colour: 'green' }, 1: { text: say('报警', 'alarm'), colour: 'red' } });

export const mapping = (words: Record<string, Word>): ValueMap => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(words).map(([value, { text, colour }], index) => [value, { text, color: colour, index }])),
});
