import type { Language } from './language.js';
import { sayIn, uidIn } from './language.js';
import type { FieldSpec, PanelSpec } from './panels/panel-spec.js';
import { latestPoint } from './queries.js';
import { originWords, verdictWords } from './words.js';

const BESIDE = [
  'value', 'unit', 'comparator', 'target', 'baseline', 'baseline_coverage', 'numerator', 'denominator', 'coverage', 'platform_coverage', 'minimum_coverage', 'minimum_platform_coverage', 'lowered_from', 'lowered_unapproved', 'clause', 'origin', 'formula_version', 'inputs_digest',
];

/** Opens a project's own dashboard. Needs `project` to be the cell's text. */
export const projectLink = (language: Language): NonNullable<FieldSpec['link']> => ({
  title: sayIn(language)('打开项目看板', 'Open the project'),
  url: `/d/${uidIn(language, 'project')}?var-ds=yanshou-project-\${__value.text}&\${__url_time_range}`,
});

/** Every indicator with all that it must never be shown without. */
export function indicatorTable(language: Language, { where, by }: { readonly where: string; readonly by: readonly ('project' | 'indicator')[] }): Pick<PanelSpec, 'queries' | 'fields'> {
  const say = sayIn(language);
  const share = (zh: string, en: string): FieldSpec => ({ title: say(zh, en), unit: 'percentunit', decimals: 2 });
  const name = say('name_zh', 'name_en');
  return {
    queries: [{ query: latestPoint('indicator', { pick: 'verdict', beside: [name, ...BESIDE], where, by }) }],
    fields: {
      project: { title: say('项目', 'project'), link: projectLink(language) },
      indicator: { title: say('指标编号', 'indicator id'), width: 220 },
      [name]: { title: say('指标', 'indicator'), width: 220 },
      verdict: { title: say('结论', 'verdict'), words: verdictWords(say), width: 170 },
      value: { title: say('指标值', 'value'), decimals: 2 },
      unit: { title: say('单位', 'unit'), width: 60 },
      comparator: { title: say('比较', 'is to be'), width: 60 },
      target: { title: say('目标值', 'target'), decimals: 2 },
      baseline: { title: say('基期值', 'baseline'), decimals: 2 }, baseline_coverage: share('基期完整率', 'baseline coverage'),
      numerator: { title: say('分子', 'numerator') },
      denominator: { title: say('分母', 'denominator') },
      coverage: share('数据完整率', 'coverage'),
      platform_coverage: share('平台接收率', 'platform coverage'),
      minimum_coverage: share('完整率下限', 'least coverage'),
      minimum_platform_coverage: share('平台接收率下限', 'least platform coverage'),
      lowered_from: { title: say('目标低于专项（原值）', 'lowered from') },
      lowered_unapproved: { title: say('目标未经批准调整', 'lowered without approval'), words: { 0: { text: '—', colour: 'text' }, 1: { text: say('未经批准调整', 'without approval'), colour: 'red' } } },
      clause: { title: say('条款', 'clause'), width: 240 },
      origin: { title: say('数据来源', 'origin'), words: originWords(say) },
      formula_version: { title: say('公式版本', 'formula') }, inputs_digest: { title: say('输入摘要', 'inputs digest'), width: 160 },
    },
  };
}
