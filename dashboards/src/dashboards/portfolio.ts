import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import { coverageName } from '../covered-days.js';
import { indicatorTable, projectLink } from '../indicator-table.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { MILESTONE_BESIDE, milestoneFields } from '../milestone-table.js';
import { row } from '../layout.js';
import { bars, lines } from '../panels/charts.js';
import { shares, standingTable, stat } from '../panels/figures.js';
import type { FieldSpec, QuerySpec } from '../panels/panel-spec.js';
import { buckets, counted, latestPoint } from '../queries.js';
import { choice, indicatorChoice, sourceVariable, zoneVariable } from '../variables.js';
import type { Word } from '../words.js';
import { milestoneWords, riskWords, verdictWords, yesNoWords } from '../words.js';

const CHOSEN = '"project" =~ /^$project$/';

/** What an officer opens first: every project of a programme against its targets. */
export function portfolio(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'portfolio', audience: 'programme', from: 'now-30d',
    title: say('项目总览', 'Portfolio'),
    description: say('专项内各项目的考核指标、结论与数据状况。数值由平台核算，供验收参考。', 'Indicators, verdicts and data health of the projects of a programme, as the platform computed them.'),
    variables: [
      sourceVariable('programme', say('专项', 'Programme')),
      choice({ name: 'project', label: say('项目', 'Project'), query: 'SHOW TAG VALUES FROM "project" WITH KEY = "project"' }),
      indicatorChoice(language, say('趋势指标', 'Indicator of the trend'), true),
      zoneVariable(say),
    ],
    panels: [
      ...counts(say),
      standingTable(say, { title: say('考核指标', 'Indicators'), width: 24, height: 12, ...indicatorTable(language, { where: CHOSEN, by: ['project', 'indicator'] }) }),
      projects(language),
      milestones(language),
      means(say),
      row(say('趋势', 'Trend')),
      trend(language),
      lines({
        title: say('在线设备', 'Devices live'), width: 8,
        queries: [{ query: `SELECT last("live") FROM "project" WHERE ${CHOSEN} AND $timeFilter ${buckets(['project'])}`, alias: '$tag_project' }],
      }),
      row(say('数据状况', 'Data health')),
      shares({
        title: say('数据完整率（所选时段）', 'Coverage over the time range'), width: 12,
        description: say('有效判定间隔 ÷ 应有判定间隔。', 'Valid ÷ expected judging intervals.'),
        queries: [{ query: `SELECT 100 * sum("valid") / sum("expected") FROM "coverage" WHERE "expected" > 0 AND ${CHOSEN} AND $timeFilter GROUP BY "project"`, alias: '$tag_project' }],
      }),
      bars({
        title: say('入库读数', 'Readings stored'), width: 12, bucket: '1h',
        queries: [{ query: `SELECT sum("stored") FROM "ledger" WHERE ${CHOSEN} AND $timeFilter ${buckets(['project'], 'none')}`, alias: '$tag_project' }],
      }),
    ],
  });
}

/** The chosen indicator of each project, with what it should be, what it was, and how much of what it rests on was there. */
function trend(language: Language) {
  const say = sayIn(language);
  const [target, baseline] = [say('目标值', 'target'), say('基期值', 'baseline')];
  const of = (field: string, alias: string): QuerySpec =>
    ({ query: `SELECT last("${field}") FROM "indicator" WHERE ${CHOSEN} AND "indicator" =~ /^$indicator$/ AND $timeFilter ${buckets(['project'])}`, alias });
  return lines({
    title: say('指标趋势：${indicator:text}', 'Trend: ${indicator:text}'), width: 16,
    description: say('虚线为任务书目标值与基期值，随数据写入；点线（右轴）为数据完整率。', 'Dashed: the contract\'s target and the baseline, written with the data; dotted, on the right: coverage.'),
    queries: [of('value', '$tag_project'), of('target', `$tag_project ${target}`), of('baseline', `$tag_project ${baseline}`), of('coverage', `$tag_project ${coverageName(language)}`)],
    fields: { [`/${target}$|${baseline}$/`]: { dashed: true }, [`/ ${coverageName(language)}$/`]: { share: true } },
  });
}

const word = ({ text, colour }: Word): FieldSpec => ({ title: text, colour });

function counts(say: Say) {
  const [risk, verdict, step] = [riskWords(say), verdictWords(say), milestoneWords(say)];
  return [
    stat({
      title: say('项目', 'Projects'), width: 10,
      queries: [{ query: counted('project', ['on_track', 'at_risk', 'off_track', 'suspicious', 'unheard', 'undecided', 'quiet'], { where: CHOSEN, by: ['project'] }) }],
      fields: {
        on_track: word(risk['on-track']), at_risk: word(risk['at-risk']), off_track: word(risk['off-track']), suspicious: word(risk.suspicious), unheard: word(risk.silent), undecided: word(risk.unknown),
        quiet: { title: say('考核期内全部静默', 'silent within the window'), colour: 'purple' },
      },
    }),
    stat({
      title: say('指标结论', 'Verdicts'), width: 7,
      queries: [{ query: counted('indicator', ['met', 'not_met', 'insufficient', 'pending_evidence'], { where: CHOSEN, by: ['project', 'indicator'] }) }],
      fields: {
        met: word(verdict.met), not_met: word(verdict['not-met']), insufficient: word(verdict['insufficient-data']), pending_evidence: word(verdict['pending-evidence']),
      },
    }),
    stat({
      title: say('进度节点', 'Milestones'), width: 7,
      queries: [{ query: counted('milestone', ['overdue', 'open', 'done', 'done_late'], { where: CHOSEN, by: ['project', 'milestone'] }) }],
      fields: { overdue: word(step.overdue), open: word(step.open), done: word(step.done), done_late: word(step['done-late']) },
    }),
  ];
}

function milestones(language: Language) {
  const say = sayIn(language);
  return standingTable(say, {
    title: say('进度节点', 'Milestones'), width: 24, height: 8,
    queries: [{ query: latestPoint('milestone', { pick: 'state', beside: [say('name_zh', 'name_en'), ...MILESTONE_BESIDE], where: CHOSEN, by: ['project', 'milestone'] }) }],
    fields: { project: { title: say('项目编号', 'project id'), link: projectLink(language) }, ...milestoneFields(say) },
  });
}

function projects(language: Language) {
  const say = sayIn(language);
  const [name, reason] = [say('name_zh', 'name_en'), say('reason_zh', 'reason_en')];
  return standingTable(say, {
    title: say('项目状况', 'Projects'), width: 24, height: 9,
    queries: [{ query: latestPoint('project', { pick: 'risk', beside: [name, reason, 'progress', 'devices', 'live', 'silent', 'never', 'unjudged', 'last_received', 'demonstration'], where: CHOSEN, by: ['project'] }) }],
    fields: {
      project: { title: say('项目编号', 'project id'), link: projectLink(language) },
      [name]: { title: say('项目', 'project'), width: 260 },
      risk: { title: say('进展', 'standing'), words: riskWords(say) },
      [reason]: { title: say('主要原因', 'main reason'), width: 320 },
      progress: { title: say('考核期进度', 'of the window'), unit: 'percentunit', decimals: 1 },
      devices: { title: say('台账设备', 'devices') }, live: { title: say('在线', 'live') }, silent: { title: say('静默', 'silent') }, never: { title: say('从未接入', 'never') }, unjudged: { title: say('待判断（平台追赶中）', 'not judged (platform catching up)') },
      last_received: { title: say('最近接收（小时）', 'last received (hour)'), unit: 'dateTimeAsIso' },
      demonstration: { title: say('演示项目', 'demonstration'), words: yesNoWords(say) },
    },
  });
}

function means(say: Say) {
  const name = say('name_zh', 'name_en');
  return standingTable(say, {
    title: say('专项平均', 'Programme averages'), width: 24, height: 7,
    description: say('n 为有值的项目数；第二个平均把无值的项目按 0 计。不受项目筛选影响。', 'n: projects with a value; the second mean counts the others as 0. Of the whole programme, whatever projects are chosen.'),
    queries: [{ query: latestPoint('programme', { pick: 'n', beside: [name, 'projects', 'mean', 'weighted_mean', 'mean_with_missing_as_zero', 'unit'], where: '"n" >= 0', by: ['indicator'] }) }],
    fields: {
      indicator: { title: say('指标编号', 'indicator id') }, [name]: { title: say('指标', 'indicator'), width: 240 }, projects: { title: say('项目数', 'projects') },
      mean: { title: say('简单平均', 'plain mean'), decimals: 2 }, weighted_mean: { title: say('加权平均', 'weighted mean'), decimals: 2 }, mean_with_missing_as_zero: { title: say('平均（缺失计 0）', 'mean, missing as 0'), decimals: 2 }, unit: { title: say('单位', 'unit') },
    },
  });
}
