import type { ClassTemplate } from './class-template.js';
import { counter, demand, process, state } from './template-metrics.js';

export const CNC_MACHINE: ClassTemplate = {
  id: 'cnc-machine', nameZh: '数控机床', nameEn: 'CNC machine', assetKind: 'production', judgingIntervalMinutes: 5,
  metrics: [
    state({ name: 'state', nameZh: '运行状态' }, 'production-state'), counter({ name: 'part_count', nameZh: '加工件数', unit: '件' }, 'produced-quantity'),
    state({ name: 'program', nameZh: '加工程序', kind: 'programme' }), state({ name: 'alarm', nameZh: '报警（无报警时报 NORMAL）', kind: 'alarm' }),
    process({ name: 'spindle_speed', nameZh: '主轴转速', unit: 'r/min', resolution: 1 }), process({ name: 'spindle_load', nameZh: '主轴负载', unit: '%' }),
    process({ name: 'feed_rate', nameZh: '进给速度', unit: 'mm/min', resolution: 1 }), counter({ name: 'energy', nameZh: '用电量', unit: 'kWh', resolution: 0.01 }, 'energy'),
  ],
  minimum: [demand('运行状态|state', 'state'), demand('加工件数或加工程序|part count or programme', 'part_count', 'program'), demand('报警|alarm', 'alarm')],
};

export const RETROFITTED_LATHE: ClassTemplate = {
  id: 'retrofitted-lathe', nameZh: '加装采集的普通车床', nameEn: 'retrofitted lathe', assetKind: 'production', judgingIntervalMinutes: 5,
  metrics: [
    state({ name: 'running', nameZh: '运行', valueType: 'boolean' }, 'production-state'), process({ name: 'current', nameZh: '主电机电流', unit: 'A', min: 0 }),
    process({ name: 'vibration', nameZh: '振动', unit: 'mm/s', resolution: 0.01 }), counter({ name: 'energy', nameZh: '用电量', unit: 'kWh', resolution: 0.01 }, 'energy'),
  ],
  minimum: [demand('运行|running', 'running'), demand('电流|current', 'current')],
};
