import { alarm, as, count, fixed, flag, mode, programme, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import { production } from '../model/production.js';
import type { Scenario } from '../model/scenario.js';
import { TWO_SHIFTS } from '../model/scenario-parts.js';
import { workshopPapers } from './workshop.papers.js';
import { asBoolean, constant, counter, diurnal, either, intermittent, oneOf, steady } from '../model/signal.js';

const pace = { name: 'cutting', share: 0.72, minutes: 45 };
const cutting = intermittent(pace.name, pace.share, pace.minutes);
const working = { perHour: 1, from: 8, to: 24, weekdaysOnly: true };
/** One piece in 55 is scrapped; the machine draws 2.5 kW whenever it is on, and 1 kWh more for a piece. */
const pieces = production('parts', { pace, duty: { ...working, perHour: 7 }, scrapShare: 0.018, idleKilowatts: 2.5, kilowattHoursPerPiece: 1 });

const cnc: readonly SimulatedMetric[] = [
  as('production-state', mode('execution', '运行状态', either(cutting, constant('ACTIVE'), oneOf('pause', ['READY', 'STOPPED', 'FEED_HOLD'], 30)))),
  programme('program', '加工程序', oneOf('program', ['O1001', 'O1002', 'O2040', 'O7310'], 240)),
  sensor('spindle_speed', '主轴转速', { unit: 'r/min', min: 0, max: 12_000, resolution: 1 }, (moment) =>
    cutting(moment) ? steady('speed', 3_600, 1_500, 30)(moment) : 0),
  sensor('spindle_load', '主轴负载', { unit: '%', min: 0, max: 200, resolution: 0.1 }, (moment) =>
    cutting(moment) ? steady('load', 46, 28, 20)(moment) : 2),
  sensor('spindle_temperature', '主轴温度', { unit: '°C', min: -10, max: 120, resolution: 0.1 }, (moment) =>
    diurnal('spindle', { mean: 34, swing: 3, peak: 18, noise: 5 })(moment) + (cutting(moment) ? 6 : 0)),
  as('produced-quantity', count('part_count', '加工件数', '件', 1, pieces.produced)),
  as('good-quantity', count('good_count', '合格件数', '件', 1, pieces.good)),
  as('scrap-quantity', count('scrap_count', '不良件数', '件', 1, pieces.scrap)),
  as('inspected-quantity', count('inspected_count', '检验件数', '件', 1, pieces.produced)),
  as('energy', count('energy', '有功电能', 'kW.h', 0.1, pieces.energy)),
];

const robot: readonly SimulatedMetric[] = [
  flag('running', '运行', asBoolean(cutting)),
  sensor('joint1_torque', '一轴力矩', { unit: '%', min: -150, max: 150, resolution: 0.1 }, (moment) =>
    cutting(moment) ? steady('torque', 32, 40, 20)(moment) : 0),
  sensor('motor_temperature', '电机温度', { unit: '°C', min: -10, max: 120, resolution: 0.1 },
    diurnal('motor', { mean: 41, swing: 4, peak: 17, noise: 6 })),
  count('cycle_count', '循环次数', '次', 1, counter('cycles', { ...working, perHour: 42 })),
];

const agv: readonly SimulatedMetric[] = [
  mode('state', '状态', either(cutting, constant('MOVING'), oneOf('rest', ['IDLE', 'CHARGING'], 60))),
  setting('battery', '电量', { unit: '%', min: 0, max: 100, resolution: 0.1 }, diurnal('battery', { mean: 66, swing: 22, peak: 9, noise: 10 })),
  sensor('speed', '速度', { unit: 'm/s', min: 0, max: 2.5, resolution: 0.01 }, (moment) =>
    cutting(moment) ? steady('speed', 0.9, 0.6, 20)(moment) : 0),
  count('mileage', '里程', 'm', 1, counter('mileage', { ...working, perHour: 900 })),
];

const manual: readonly SimulatedMetric[] = [fixed('nameplate', '铭牌', constant('—'))];

const environment: readonly SimulatedMetric[] = [
  sensor('temperature', '车间温度', { unit: '°C', min: -40, max: 80, resolution: 0.1 }, diurnal('temperature', { mean: 23, swing: 2.5, peak: 15, noise: 1.2 })),
  sensor('vibration', '地面振动', { unit: 'mm/s', min: 0, max: 50, resolution: 0.01 }, steady('vibration', 0.8, 0.5, 20)),
  alarm('smoke', '烟感报警', constant(false)),
];

const controlled = '数控系统，可编程并联网采集 / numerically controlled, programmable and able to report';

/** A machine shop on two shifts: 21 pieces of equipment, 17 of them intelligent, 15 of them delivering. */
export const workshop: Scenario = {
  id: 'workshop',
  nameZh: '智能车间（模拟）',
  nameEn: 'smart workshop (simulated)',
  programme: 'P1',
  direction: 'P1.1.1',
  sites: [{ id: 'hall-1', nameZh: '一号车间', nameEn: 'hall 1' }],
  shifts: TWO_SHIFTS,
  classes: [
    { id: 'cnc', nameZh: '数控机床', nameEn: 'CNC machine', intervalMinutes: 15, metrics: cnc },
    { id: 'robot', nameZh: '工业机器人', nameEn: 'industrial robot', intervalMinutes: 15, metrics: robot },
    { id: 'agv', nameZh: '自动导引车', nameEn: 'AGV', intervalMinutes: 15, metrics: agv },
    { id: 'manual', nameZh: '普通设备', nameEn: 'manual machine', intervalMinutes: 15, metrics: manual },
    { id: 'environment', nameZh: '环境传感器', nameEn: 'environment sensor', intervalMinutes: 30, metrics: environment },
  ],
  groups: [
    { prefix: 'CNC-F', nameZh: '数控铣床', nameEn: 'CNC mill', classId: 'cnc', assetKind: 'production', count: 5, intelligentGround: controlled, behaviour: 'reports', siteId: 'hall-1', gateway: 'FOCAS-01' },
    { prefix: 'CNC-L', nameZh: '数控车床', nameEn: 'CNC lathe', classId: 'cnc', assetKind: 'production', count: 3, intelligentGround: controlled, behaviour: 'reports', siteId: 'hall-1' },
    { prefix: 'CNC-S', nameZh: '磨床（未接传感器）', nameEn: 'grinder without sensors wired', classId: 'cnc', assetKind: 'production', count: 1, intelligentGround: controlled, behaviour: 'silent', siteId: 'hall-1' },
    { prefix: 'ROB', nameZh: '机器人', nameEn: 'robot', classId: 'robot', assetKind: 'production', count: 4, intelligentGround: controlled, behaviour: 'reports', siteId: 'hall-1' },
    { prefix: 'AGV', nameZh: '导引车', nameEn: 'AGV', classId: 'agv', assetKind: 'handling', count: 3, intelligentGround: controlled, behaviour: 'reports', siteId: 'hall-1' },
    { prefix: 'AGV-W', nameZh: '导引车（弱网）', nameEn: 'AGV on a bad link', classId: 'agv', assetKind: 'handling', count: 1, intelligentGround: controlled, behaviour: 'unreliable', siteId: 'hall-1' },
    { prefix: 'MAN', nameZh: '普通机床', nameEn: 'manual machine', classId: 'manual', assetKind: 'production', count: 3, behaviour: 'never-connects', siteId: 'hall-1' },
    { prefix: 'CRANE', nameZh: '桥式起重机', nameEn: 'bridge crane', classId: 'manual', assetKind: 'handling', count: 1, behaviour: 'never-connects', siteId: 'hall-1' },
    { prefix: 'ENV', nameZh: '环境传感器', nameEn: 'environment sensor', classId: 'environment', assetKind: 'sensor', count: 2, behaviour: 'reports', siteId: 'hall-1' },
    { prefix: 'EDGE', nameZh: '边缘网关', nameEn: 'edge gateway', classId: 'manual', assetKind: 'gateway', count: 1, behaviour: 'never-connects', siteId: 'hall-1' },
    { prefix: 'MES', nameZh: '制造执行系统工作站', nameEn: 'MES workstation', classId: 'manual', assetKind: 'computer', count: 1, behaviour: 'never-connects', siteId: 'hall-1' },
  ],
  gateways: [{ id: 'FOCAS-01', nameZh: '数控采集网关', nameEn: 'CNC gateway' }],
  targets: { kind: 'workshop-ratios' },
  papers: workshopPapers,
};
