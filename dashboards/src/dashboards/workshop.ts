import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import { projectVariables } from '../project-variables.js';
import { growth, readings } from '../queries.js';
import { onOffWords } from '../words.js';
import type { Word } from '../words.js';

/** What machines do, make and use. */
export function workshop(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'workshop', audience: 'project', from: 'now-7d',
    title: say('车间', 'Workshop'),
    description: say('设备状态、产量与能耗；指标核算见“项目”看板。', 'States, output and energy of machines; their indicators are on the dashboard "Project".'),
    variables: projectVariables(say),
    panels: [
      row(say('状态', 'States')),
      states({ title: say('运行状态', 'State'), width: 24, height: 12, bucket: '15m', queries: [readings({ metric: ['execution', 'state'], kind: 'text' })] }, stateWords(say)),
      states({ title: say('机器人运行', 'Robots running'), width: 12, bucket: '15m', queries: [readings({ metric: 'running', kind: 'boolean' })] }, onOffWords(say)),
      lines({ title: say('电池电量', 'Battery'), width: 12, bucket: '15m', unit: 'percent', queries: [readings({ metric: 'battery' })] }),
      row(say('产量', 'Output')),
      bars({ title: say('每日合格件数', 'Good pieces a day'), width: 12, bucket: '1d', unit: say('suffix:件', 'suffix: pcs'), queries: [growth('good_count', '1d')] }),
      bars({ title: say('每日不良件数', 'Scrap a day'), width: 12, bucket: '1d', unit: say('suffix:件', 'suffix: pcs'), queries: [growth('scrap_count', '1d')] }),
      bars({ title: say('每日循环次数（机器人）', 'Robot cycles a day'), width: 12, bucket: '1d', unit: say('suffix:次', 'suffix: cycles'), queries: [growth('cycle_count', '1d')] }),
      bars({ title: say('每日里程（导引车）', 'Distance a day (AGV)'), width: 12, bucket: '1d', unit: 'lengthm', queries: [growth('mileage', '1d')] }),
      row(say('能耗与负荷', 'Energy and load')),
      bars({ title: say('每日用电', 'Energy a day'), width: 24, bucket: '1d', unit: 'kwatth', queries: [growth('energy', '1d')] }),
      lines({ title: say('主轴负载', 'Spindle load'), width: 12, bucket: '15m', unit: 'percent', queries: [readings({ metric: 'spindle_load' })] }),
      lines({ title: say('主轴与电机温度', 'Spindle and motor temperature'), width: 12, bucket: '15m', unit: 'celsius', queries: [readings({ metric: ['spindle_temperature', 'motor_temperature'] })] }),
    ],
  });
}

/** Words of MTConnect's EXECUTION and of vehicles; a state that is not here is shown as it was sent. */
const stateWords = (say: Say): Record<string, Word> => ({
  ACTIVE: { text: say('加工', 'active'), colour: 'green' }, MOVING: { text: say('行驶', 'moving'), colour: 'green' },
  READY: { text: say('就绪', 'ready'), colour: 'blue' }, IDLE: { text: say('空闲', 'idle'), colour: 'blue' }, CHARGING: { text: say('充电', 'charging'), colour: 'yellow' },
  FEED_HOLD: { text: say('进给保持', 'feed hold'), colour: 'orange' }, INTERRUPTED: { text: say('中断', 'interrupted'), colour: 'orange' }, STOPPED: { text: say('停止', 'stopped'), colour: 'red' },
});
