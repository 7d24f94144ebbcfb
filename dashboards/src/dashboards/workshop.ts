import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import { coverageName, coverageOfAll, coveredDays } from '../covered-days.js';
import { dayTable } from '../day-table.js';
import { deviceLink } from '../device-link.js';
import type { Language } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import { projectVariables } from '../project-variables.js';
import { daily, readings } from '../queries.js';
import { oeeWords, onOffWords, stateWords } from '../words.js';

/** What machines do, make and use. */
export function workshop(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'workshop', audience: 'project', from: 'now-7d',
    title: say('车间', 'Workshop'),
    description: say('设备状态、设备综合效率及其因子、产量与能耗；指标核算见“项目”看板。', 'States, OEE and its factors, output and energy of machines; their indicators are on the dashboard "Project".'),
    variables: projectVariables(say),
    panels: [
      row(say('状态', 'States')),
      states({ title: say('运行状态', 'State'), width: 24, height: 12, bucket: '15m', queries: readings({ metric: ['execution', 'state'], kind: 'text' }) }, stateWords(say)),
      states({ title: say('机器人运行', 'Robots running'), width: 12, bucket: '15m', queries: readings({ metric: 'running', kind: 'boolean' }) }, onOffWords(say)),
      lines({ title: say('电池电量', 'Battery'), width: 12, bucket: '15m', unit: 'percent', queries: readings({ metric: 'battery' }) }),
      ...effectiveness(language),
      row(say('产量', 'Output')),
      daysOf(language, say('每日合格品数', 'Good pieces a day'), 'good-quantity', 12), daysOf(language, say('每日不良品数', 'Scrap a day'), 'scrap-quantity', 12),
      lines({ title: say('循环次数读数（机器人）', 'Counter of cycles (robots)'), width: 12, bucket: '15m', unit: say('suffix:次', 'suffix: cycles'), queries: readings({ metric: 'cycle_count' }) }),
      lines({ title: say('里程读数（导引车）', 'Counter of distance (AGV)'), width: 12, bucket: '15m', unit: 'lengthm', queries: readings({ metric: 'mileage' }) }),
      row(say('能耗与负荷', 'Energy and load')),
      daysOf(language, say('每日用能', 'Energy a day'), 'energy', 24),
      bars({ title: say('单位产品电耗', 'Energy per piece'), width: 12, bucket: '1d', description: say('计量用能 ÷ 合格件数（当地日）；单位见上表。', 'Metered energy ÷ good pieces of a local day; the unit is in the table above.'), ...coveredDays(language, 'energy-per-piece', { decimals: 3, link: deviceLink(language) }) }, false),
      lines({ title: say('单位产品电耗（全部设备）', 'Energy per piece, all machines'), width: 12, bucket: '1d', queries: [{ ...daily('energy-per-piece', { all: true }), alias: say('全部设备', 'all machines') }, coverageOfAll(language, 'energy-per-piece')], fields: { [say('全部设备', 'all machines')]: { decimals: 3 }, [coverageName(language)]: { share: true } } }),
      lines({ title: say('主轴负载', 'Spindle load'), width: 12, bucket: '15m', unit: 'percent', queries: readings({ metric: 'spindle_load' }) }),
      lines({ title: say('主轴与电机温度', 'Spindle and motor temperature'), width: 12, bucket: '15m', unit: 'celsius', queries: readings({ metric: ['spindle_temperature', 'motor_temperature'] }) }),
    ],
  });
}

/** Amounts of local days as the indicators add them up: over resets and dips of the counters. */
const daysOf = (language: Language, title: string, figure: string, width: number) => bars({
  title, width, bucket: '1d', ...coveredDays(language, figure, { link: deviceLink(language) }),
  description: sayIn(language)('当地日内的量，由平台按指标的规则累计（计数器清零、回跳已处理）；单位见“最近一日”表；虚线为完整率。', 'Of a local day, added up by the rules of the indicators (resets and dips of counters are seen to); its unit is in the table of the latest day. Dashed: coverage.'),
});

/** ISO 22400-2 by local days: of each machine, of all by sums, and the latest with what they rest on. */
function effectiveness(language: Language) {
  const say = sayIn(language);
  const words = oeeWords(say);
  const target = say('OEE 目标值', 'OEE target');
  const ofMachines = (figure: keyof typeof words) =>
    lines({ title: words[figure].text, width: 6, bucket: '1d', unit: 'percent', ...coveredDays(language, figure, { decimals: 1, link: deviceLink(language) }) });
  return [
    row(say('设备综合效率（OEE）', 'Overall equipment effectiveness')),
    lines({
      title: say('OEE 及其三个因子（全部设备，按和计算）', 'OEE and its three factors, all machines by sums'), width: 24, bucket: '1d', unit: 'percent',
      description: say('可用率 × 表现性 × 合格率（ISO 22400-2），不对百分数求平均；虚线为任务书目标值，随数据写入。表现性与 OEE 需任务书载明理想节拍；有设备未上报生产状态或产量的日子只有 OEE，没有因子。', 'Availability × effectiveness × quality (ISO 22400-2), never an average of percentages. Dashed: the contract\'s target, written with the data. Effectiveness and OEE need an ideal cycle in the contract; on a day on which a machine tells no state or no pieces there is OEE and no factor.'),
      queries: [...(['oee', 'availability', 'effectiveness', 'quality'] as const).map((figure) => ({ ...daily(figure, { all: true }), alias: words[figure].text })), { ...daily('oee', { all: true, field: 'limit' }), alias: target }, coverageOfAll(language, 'oee')],
      fields: { [target]: { colour: 'red', dashed: true }, [coverageName(language)]: { share: true } },
    }),
    ofMachines('oee'), ofMachines('availability'), ofMachines('effectiveness'), ofMachines('quality'),
    dayTable(language, say('最近一日：OEE、因子、产量与用能', 'Latest day: OEE, its factors, output, energy'), { ...words, 'energy-per-piece': { text: say('单位产品电耗', 'energy per piece'), colour: 'text' }, 'good-quantity': { text: say('合格品数', 'good pieces'), colour: 'text' }, 'scrap-quantity': { text: say('不良品数', 'scrap'), colour: 'text' }, 'energy': { text: say('用能', 'energy'), colour: 'text' } }),
  ];
}
