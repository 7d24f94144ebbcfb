import { ASSET_KINDS, MASK_INTERVALS, METRIC_KINDS, METRIC_ROLES, REPORTING_MODES, VALUE_TYPES } from '@yanshou/telemetry';
import { CLASS_TEMPLATES } from '@yanshou/catalogue';
import { z } from 'zod';
import { operations } from './operation.js';
import { because, id, isoTime, label, metricName, page, text } from './primitives.js';
import { ofProject } from './projects.js';

/** One line of the inventory (设备台账), whether or not the device ever connects. */
export const device = z.strictObject({
  id, assetNumber: label(500), nameZh: text, nameEn: text, assetKind: z.enum(ASSET_KINDS), classId: id, siteId: id.optional(),
  intelligent: z.boolean(), intelligentGround: text.optional(), factorySerial: text.optional(), controllerSerial: text.optional(),
  commissionedAt: isoTime.optional(),
  decommissionedAt: isoTime.optional().meta({ description: '停用时间：此后不再计入 / out of service from then on, and no longer counted' }), decommissionReason: text.optional(), reporting: z.enum(REPORTING_MODES), verifiedOnSite: z.boolean().optional(),
}).meta({ id: 'Device' });
export type Device = z.infer<typeof device>;

/** As it is shown: with the approval, which nobody can enter with the device. */
export const deviceShown = device.extend({
  intelligentApproval: z.object({ number: z.string(), approvedBy: z.string(), approvedAt: isoTime }).optional(),
}).meta({ id: 'DeviceShown' });
export type DeviceShown = z.infer<typeof deviceShown>;

/** A device as it is entered: what is called intelligent says on what ground. */
export const deviceInput = device.refine(({ intelligent, intelligentGround }) => !intelligent || intelligentGround !== undefined, { path: ['intelligentGround'], ...because('智能设备须说明依据', 'intelligent equipment needs its ground') })
  .refine(({ decommissionedAt, decommissionReason }) => (decommissionedAt === undefined) === (decommissionReason === undefined), { path: ['decommissionReason'], ...because('停用时间与停用原因须同时填写', 'date and reason of a decommissioning stand together') });

/** `live`: heard of in this hour or the one before; `silent`: earlier; `never`: no message ever; `unjudged`: not known while what was received is still being stored; `decommissioned`: out of service, so that nothing is expected. */
export const deviceState = z.enum(['live', 'silent', 'never', 'unjudged', 'decommissioned']).meta({ id: 'DeviceState' });
export const deviceWithState = deviceShown.extend({
  state: deviceState,
  lastReceived: isoTime.nullable().meta({ description: '最近一次接收所在小时的起点 / begin of the hour of the last receipt' }),
  messages: z.int(),
}).meta({ id: 'DeviceWithState' });
export type DeviceWithState = z.infer<typeof deviceWithState>;

const limits = z.strictObject({ low: z.number().optional(), high: z.number().optional(), basis: text })
  .refine(({ low, high }) => low !== undefined || high !== undefined, because('上限、下限至少填写一个', 'give at least one of low and high'))
  .refine(({ low, high }) => low === undefined || high === undefined || low <= high, { path: ['high'], ...because('不得小于 low', 'must not be below low') })
  .meta({ id: 'MetricLimits', description: '应保持的范围（测点单位，含端点）及其依据；只供看板画线，不拒收读数、不参与指标 / what values should keep to, in the metric\'s unit, and where it is written: drawn by dashboards, rejects no reading, judges no indicator' });

const metric = z.strictObject({
  name: metricName, nameZh: text.optional(), unit: label(50), valueType: z.enum(VALUE_TYPES), kind: z.enum(METRIC_KINDS),
  role: z.enum(METRIC_ROLES).optional(), min: z.number().optional(), max: z.number().optional(), limits: limits.optional(), resolution: z.number().positive(),
  expectedIntervalSeconds: z.number().positive().optional(), reporting: z.enum(REPORTING_MODES),
}).meta({ id: 'Metric' });

const judgingInterval = z.number().refine((minutes) => (MASK_INTERVALS as readonly number[]).includes(minutes), because(`须为 ${MASK_INTERVALS.join('、')} 之一`, `must be one of ${MASK_INTERVALS.join(', ')}`));

/** A session that carries many machines: no equipment itself, bound to children of the inventory. */
export const gateway = z.strictObject({ id, nameZh: text, nameEn: text, children: z.array(id).max(10_000), serial: text.optional() }).meta({ id: 'Gateway' });

export const deviceClass = z.strictObject({
  id, nameZh: text, nameEn: text, judgingIntervalMinutes: judgingInterval, metrics: z.array(metric).max(1_000),
  template: z.enum(CLASS_TEMPLATES.map(({ id: template }) => template)).optional().meta({ description: '类别模板；测点留空时按模板填写 / template of the class; empty metrics are filled from it' }),
}).meta({ id: 'DeviceClass' });
export type DeviceClassView = z.infer<typeof deviceClass>;

/** A class as it is saved, with what has to be there now: somebody else may have opened the same one. */
const classInput = deviceClass.extend({
  isNew: z.literal(true).optional().meta({ description: '新增：已有该编号的类别时拒绝 / a new one: refused where there is a class of that id' }),
  basedOn: deviceClass.optional().meta({ description: '打开时的类别：与现有类别不同（他人已修改）时拒绝 / the class as it was opened: refused where it is another by now, because somebody else changed it' }),
}).meta({ id: 'DeviceClassInput' });

/** Columns of an imported inventory; the first four and the next two are demanded in every line. */
export const IMPORT_COLUMNS = [
  'id', 'nameZh', 'nameEn', 'assetKind', 'classId', 'reporting', 'assetNumber', 'siteId', 'intelligent', 'intelligentGround', 'factorySerial',
  'controllerSerial', 'commissionedAt', 'decommissionedAt', 'decommissionReason', 'verifiedOnSite',
] as const;

const ofPrincipal = ofProject.extend({ d: id });
/** How many were valid until now: none of an id that nobody has. */
const revoked = { status: 200, json: z.object({ revoked: z.int() }) } as const;

export const inventoryOperations = operations({
  listDevices: {
    method: 'get', path: '/projects/{p}/devices', tag: 'inventory', need: 'read-project',
    summary: { zh: '设备台账及每台设备的状态', en: 'the inventory, each device with its state' }, params: ofProject, query: page,
    answer: { status: 200, json: z.object({ items: z.array(deviceWithState), next: id.nullable(), counts: z.object({ total: z.int() }) }) },
  },
  createDevice: {
    method: 'post', path: '/projects/{p}/devices', tag: 'inventory', need: 'work-project',
    summary: { zh: '登记设备；密钥仅显示一次', en: 'enter a device; its secret is shown once' },
    params: ofProject, body: { kind: 'json', schema: deviceInput }, answer: { status: 201, json: z.object({ device, secret: z.string() }) },
  },
  importDevices: {
    method: 'post', path: '/projects/{p}/devices/import', tag: 'inventory', need: 'work-project',
    summary: { zh: '导入 CSV 设备台账：全部成功或一台不导', en: 'import an inventory from CSV: all lines or none' }, params: ofProject,
    body: { kind: 'csv', description: { zh: `首行为列名：${IMPORT_COLUMNS.join(',')}`, en: `first line names the columns: ${IMPORT_COLUMNS.join(',')}` } },
    answer: { status: 200, json: z.object({ imported: z.int() }) },
  },
  decommissionDevice: {
    method: 'post', path: '/projects/{p}/devices/{d}/decommissioning', tag: 'inventory', need: 'work-project',
    summary: { zh: '登记设备停用的时间与原因；冻结后须申请变更', en: 'state when and why a device left service; after the freeze it is asked for as a change' }, params: ofPrincipal,
    body: { kind: 'json', schema: z.strictObject({ at: isoTime, reason: text }) }, answer: { status: 200, json: deviceShown },
  },
  issueSecret: {
    method: 'post', path: '/projects/{p}/devices/{d}/secret', tag: 'inventory', need: 'work-project',
    summary: { zh: '为设备签发新密钥，仅显示一次；旧密钥仍有效', en: 'issue a new secret, shown once; older ones stay valid' },
    params: ofPrincipal, answer: { status: 201, json: z.object({ device: id, secret: z.string() }) },
  },
  revokeSecrets: {
    method: 'delete', path: '/projects/{p}/devices/{d}/secret', tag: 'inventory', need: 'work-project',
    summary: { zh: '吊销设备的全部密钥，一秒内断开其连接', en: 'revoke all secrets of a device; it is disconnected within a second' },
    params: ofPrincipal, answer: revoked,
  },
  listGateways: {
    method: 'get', path: '/projects/{p}/gateways', tag: 'inventory', need: 'read-project',
    summary: { zh: '网关及其所带设备', en: 'gateways and the devices they carry' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(gateway) }) },
  },
  saveGateway: {
    method: 'post', path: '/projects/{p}/gateways', tag: 'inventory', need: 'work-project',
    summary: { zh: '保存网关；所带设备须已在台账中', en: 'save a gateway; its children have to be in the inventory' },
    params: ofProject, body: { kind: 'json', schema: gateway }, answer: { status: 201, json: gateway },
  },
  issueGatewaySecret: {
    method: 'post', path: '/projects/{p}/gateways/{d}/secret', tag: 'inventory', need: 'work-project',
    summary: { zh: '为网关签发密钥，仅显示一次', en: 'issue a secret of a gateway, shown once' },
    params: ofPrincipal, answer: { status: 201, json: z.object({ gateway: id, secret: z.string() }) },
  },
  revokeGatewaySecrets: {
    method: 'delete', path: '/projects/{p}/gateways/{d}/secret', tag: 'inventory', need: 'work-project',
    summary: { zh: '吊销网关的全部密钥，一秒内断开其连接', en: 'revoke all secrets of a gateway; it is disconnected within a second' },
    params: ofPrincipal, answer: revoked,
  },
  listClasses: {
    method: 'get', path: '/projects/{p}/classes', tag: 'inventory', need: 'read-project',
    summary: { zh: '设备类别及测点', en: 'device classes and their metrics' }, params: ofProject,
    answer: { status: 200, json: z.object({ items: z.array(deviceClass) }) },
  },
  saveClass: {
    method: 'post', path: '/projects/{p}/classes', tag: 'inventory', need: 'work-project',
    summary: { zh: '保存设备类别；给出 isNew 或 basedOn 时不会覆盖他人所存', en: 'save a device class; with isNew or basedOn nothing is overwritten that was not seen' },
    params: ofProject, body: { kind: 'json', schema: classInput }, answer: { status: 201, json: deviceClass },
  },
});
