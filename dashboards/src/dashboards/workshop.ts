import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import { dayTable } from '../day-table.js';
import { deviceLink } from '../device-link.js';
import type { Language } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import { projectVariables } from '../project-variables.js';
import { daily, growth, readings } from '../queries.js';
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
      bars({ title: say('每日合格件数', 'Good pieces a day'), width: 12, bucket: '1d', unit: say('suffix:件', 'suffix: pcs'), queries: [growth('good_count', '1d')] }),
      bars({ title: say('每日不良件数', 'Scrap a day'), width: 12, bucket: '1d', unit: say('suffix:件', 'suffix: pcs'), queries: [growth('scrap_count', '1d')] }),
      bars({ title: say('每日循环次数（机器人）', 'Robot cycles a day'), width: 12, bucket: '1d', unit: say('suffix:次', 'suffix: cycles'), queries: [growth('cycle_count', '1d')] }),
      bars({ title: say('每日里程（导引车）', 'Distance a day (AGV)'), width: 12, bucket: '1d', unit: 'lengthm', queries: [growth('mileage', '1d')] }),
      row(say('能耗与负荷', 'Energy and load')),
      bars({ title: say('每日用电', 'Energy a day'), width: 24, bucket: '1d', unit: 'kwatth', queries: [growth('energy', '1d')] }),
      bars({ title: say('单位产品电耗', 'Energy per piece'), width: 12, bucket: '1d', description: say('计量用能 ÷ 合格件数（当地日）；单位见上表。', 'Metered energy ÷ good pieces of a local day; the unit is in the table above.'), queries: [daily('energy-per-piece')], fields: { '/.*/': { decimals: 3, link: deviceLink(language) } } }, false),
      lines({ title: say('单位产品电耗（全部设备）', 'Energy per piece, all machines'), width: 12, bucket: '1d', queries: [{ ...daily('energy-per-piece', { all: true }), alias: say('全部设备', 'all machines') }], fields: { '/.*/': { decimals: 3 } } }),
      lines({ title: say('主轴负载', 'Spindle load'), width: 12, bucket: '15m', unit: 'percent', queries: readings({ metric: 'spindle_load' }) }),
      lines({ title: say('主轴与电机温度', 'Spindle and motor temperature'), width: 12, bucket: '15m', unit: 'celsius', queries: readings({ metric: ['spindle_temperature', 'motor_temperature'] }) }),
    ],
  });
}

/** ISO 22400-2 by local days: of each machine, of all by sums, and the latest with what they rest on. */
function effectiveness(language: Language) {
  const say = sayIn(language);
  const words = oeeWords(say);
  const target = say('OEE 目标值', 'OEE target');
  const ofMachines = (figure: keyof typeof words) =>
    lines({ title: words[figure].text, width: 6, bucket: '1d', unit: 'percent', queries: [daily(figure)], fields: { '/.*/': { decimals: 1, link: deviceLink(language) } } });
  return [
    row(say('设备综合效率（OEE）', 'Overall equipment effectiveness')),
    lines({
      title: say('OEE 及其三个因子（全部设备，按和计算）', 'OEE and its three factors, all machines by sums'), width: 24, bucket: '1d', unit: 'percent',
      description: say('可用率 × 表现性 × 合格率（ISO 22400-2），不对百分数求平均；虚线为任务书目标值，随数据写入。表现性与 OEE 需任务书载明理想节拍；有设备未上报生产状态或产量的日子只有 OEE，没有因子。', 'Availability × effectiveness × quality (ISO 22400-2), never an average of percentages. Dashed: the contract\'s target, written with the data. Effectiveness and OEE need an ideal cycle in the contract; on a day on which a machine tells no state or no pieces there is OEE and no factor.'),
      queries: [...(['oee', 'availability', 'effectiveness', 'quality'] as const).map((figure) => ({ ...daily(figure, { all: true }), alias: words[figure].text })), { ...daily('oee', { all: true, field: 'limit' }), alias: target }],
      fields: { [target]: { colour: 'red', dashed: true } },
    }),
    ofMachines('oee'), ofMachines('availability'), ofMachines('effectiveness'), ofMachines('quality'),
    dayTable(language, say('最近一日：OEE、因子与单位产品电耗', 'Latest day: OEE, its factors, energy per piece'), { ...words, 'energy-per-piece': { text: say('单位产品电耗', 'energy per piece'), colour: 'text' } }),
  ];
}
