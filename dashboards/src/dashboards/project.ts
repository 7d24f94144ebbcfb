import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import { coverageName } from '../covered-days.js';
import { deviceLink } from '../device-link.js';
import { indicatorTable } from '../indicator-table.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, heatMap, lines } from '../panels/charts.js';
import { stat, standingTable } from '../panels/figures.js';
import { projectVariables } from '../project-variables.js';
import { OF_DEVICE, buckets, latestPoint } from '../queries.js';
import { MILESTONE_BESIDE, milestoneFields } from '../milestone-table.js';
import { indicatorChoice } from '../variables.js';
import { legWords, riskWords, sourceWords } from '../words.js';

/** One project: each indicator against its target over time, the coverage of its devices, its ledger. */
export function project(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'project', audience: 'project', from: 'now-30d',
    title: say('项目', 'Project'),
    description: say('一个项目的考核指标、数据完整率与台账收支。', 'Indicators, coverage and ledger of one project.'),
    variables: [
      ...projectVariables(say),
      indicatorChoice(language, say('指标', 'Indicator')),
    ],
    panels: [
      ...standing(say),
      standingTable(say, { title: say('考核指标', 'Indicators'), width: 24, height: 9, ...indicatorTable(language, { where: '"indicator" =~ /^$indicator$/', by: ['indicator'] }) }),
      row(say('指标与目标', 'Indicators and targets')),
      lines({
        title: '${indicator:text}', width: 12, empty: say('任务书无此指标，或时段内没有核算', 'not in the contract, or not computed in the time range'), repeat: 'indicator',
        description: say('虚线：任务书目标值（红）、基期值（蓝），随数据写入；点线（右轴）：数据完整率。增益类指标的基期值按定义为 0，两期的量见下表。', 'Dashed: the contract\'s target (red) and the baseline (blue), written with the data; dotted, on the right: coverage. The baseline of a gain is 0 by definition: both sides of it are in the table below.'),
        queries: (['value', 'target', 'baseline', 'coverage'] as const).map((field) => ({
          query: `SELECT last("${field}") FROM "indicator" WHERE "indicator" =~ /^$indicator$/ AND $timeFilter ${buckets()}`,
          alias: { value: say('指标值', 'value'), target: say('目标值', 'target'), baseline: say('基期值', 'baseline'), coverage: coverageName(language) }[field],
        })),
        fields: { [say('目标值', 'target')]: { colour: 'red', dashed: true }, [say('基期值', 'baseline')]: { colour: 'blue', dashed: true }, [coverageName(language)]: { share: true } },
      }),
      legs(say),
      ...milestones(say),
      row(say('数据完整率', 'Coverage')),
      heatMap({
        title: say('数据完整率：设备 × 日', 'Coverage by device and day'), width: 24, height: 14, bucket: '1d',
        description: say('每格为一台设备一个当地日：有效判定间隔 ÷ 应有判定间隔；无计划时间的日子为空。', 'A cell is a device and a local day: valid ÷ expected judging intervals; empty without planned time.'),
        queries: [{ query: `SELECT 100 * "valid" / "expected" FROM "coverage" WHERE "expected" > 0 AND ${OF_DEVICE} AND $timeFilter GROUP BY "device" LIMIT 400`, alias: '$tag_device' }],
        fields: { '/.*/': { link: deviceLink(language) } },
      }),
      ...ledger(say),
    ],
  });
}

const standing = (say: Say) => [
  stat({
    title: say('进展', 'Standing'), width: 8, queries: [{ query: latestPoint('project', { pick: 'risk', beside: [say('reason_zh', 'reason_en'), 'progress'], where: '"project" =~ /.*/', by: [] }) }],
    fields: { risk: { title: say('进展', 'standing'), words: riskWords(say) }, [say('reason_zh', 'reason_en')]: { title: say('主要原因', 'main reason') }, progress: { title: say('考核期进度', 'of the window'), unit: 'percentunit', decimals: 1 } },
  }),
  stat({
    title: say('设备', 'Devices'), width: 10, queries: [{ query: latestPoint('project', { pick: 'devices', beside: ['live', 'silent', 'never', 'unjudged'], where: '"project" =~ /.*/', by: [] }) }],
    fields: { devices: { title: say('台账设备', 'of the inventory') }, live: { title: say('在线', 'live'), colour: 'green' }, silent: { title: say('静默', 'silent'), colour: 'orange' }, never: { title: say('从未接入', 'never connected'), colour: 'text' }, unjudged: { title: say('待判断（平台追赶中）', 'not judged (platform catching up)'), colour: 'text' } },
  }),
  stat({
    title: say('最近接收（小时）', 'Last received (hour)'), width: 6, unit: 'dateTimeAsIso',
    queries: [{ query: 'SELECT last("last_received") AS "last_received" FROM "project" WHERE $timeFilter' }], fields: { last_received: { title: ' ' } },
  }),
];

/** What a gain compares: its two sides with what they rest on. */
const legs = (say: Say) => standingTable(say, {
  title: say('增益指标的两期', 'Both sides of gains'), width: 24, height: 8,
  queries: [{ query: latestPoint('leg', { pick: 'value', beside: ['unit', 'numerator', 'denominator', 'coverage', 'source_kind', 'clause', 'formula_version', 'inputs_digest'], where: '"indicator" =~ /^$indicator$/', by: ['indicator', 'leg'] }) }],
  fields: {
    indicator: { title: say('指标编号', 'indicator id'), width: 220 }, leg: { title: say('期', 'period'), words: legWords(say) }, value: { title: say('值', 'value'), decimals: 4 }, unit: { title: say('单位', 'unit') },
    numerator: { title: say('分子', 'numerator') }, denominator: { title: say('分母', 'denominator') }, coverage: { title: say('数据完整率', 'coverage'), unit: 'percentunit', decimals: 2 },
    source_kind: { title: say('取数方式', 'source'), words: sourceWords(say) }, clause: { title: say('条款', 'clause'), width: 240 }, formula_version: { title: say('公式版本', 'formula') }, inputs_digest: { title: say('输入摘要', 'inputs digest'), width: 160 },
  },
});

const milestones = (say: Say) => [
  row(say('进度节点', 'Milestones')),
  standingTable(say, {
    title: say('进度节点', 'Milestones'), width: 24, height: 8,
    queries: [{ query: latestPoint('milestone', { pick: 'state', beside: [say('name_zh', 'name_en'), ...MILESTONE_BESIDE], where: '"project" =~ /.*/', by: ['milestone'] }) }],
    fields: milestoneFields(say),
  }),
];

function ledger(say: Say) {
  const part = (field: string, zh: string, en: string) =>
    ({ query: `SELECT sum("${field}") FROM "ledger" WHERE $timeFilter ${buckets([], 'none')}`, alias: say(zh, en) });
  return [
    row(say('台账收支', 'Ledger')),
    bars({
      title: say('读数去向', 'What became of the readings'), width: 12, bucket: '1h', description: say('接收 = 入库 + 重复 + 冲突 + 拒收', 'received = stored + duplicates + conflicts + rejected'),
      queries: [part('stored', '入库', 'stored'), part('duplicates', '重复', 'duplicates'), part('conflicts', '冲突', 'conflicts'), part('rejected', '拒收', 'rejected')],
    }),
    bars({
      title: say('消息去向', 'What became of the messages'), width: 12, bucket: '1h', description: say('已确认 = 已解析 + 隔离', 'acknowledged = projected + quarantined'),
      queries: [part('projected', '已解析', 'projected'), part('quarantined', '隔离', 'quarantined'), part('refused', '确认前拒绝', 'refused before acknowledgement')],
    }),
  ];
}
