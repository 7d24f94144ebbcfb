import type { InventoryDevice, InventoryGateway, Site } from '@yanshou/telemetry';
import { ASSET_KINDS, REPORTING_MODES } from '@yanshou/telemetry';
import { inputFault, invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkId, checkMicros, checkOneOf, checkText, checkUnique, firstFault, firstOf } from './field-checks.js';

export const checkDevices = (devices: readonly InventoryDevice[]): InputFault | undefined =>
  firstFault(
    checkUnique('devices', devices.map(({ id }) => id)),
    firstOf(devices, (device, index) => checkDevice(`devices[${index}]`, device)),
  );

const checkDevice = (field: string, device: InventoryDevice): InputFault | undefined =>
  firstFault(
    checkId(`${field}.id`, device.id),
    checkText(`${field}.nameZh`, device.nameZh),
    checkText(`${field}.nameEn`, device.nameEn),
    checkOneOf(`${field}.assetKind`, device.assetKind, ASSET_KINDS),
    checkId(`${field}.classId`, device.classId),
    device.siteId !== undefined && checkId(`${field}.siteId`, device.siteId),
    checkOneOf(`${field}.reporting`, device.reporting, REPORTING_MODES),
    device.commissionedAt !== undefined && checkMicros(`${field}.commissionedAt`, device.commissionedAt),
    checkService(field, device),
    device.intelligent && (device.intelligentGround ?? '').trim() === '' &&
      invalid(`${field}.intelligentGround`, '智能设备须说明依据', 'intelligent equipment needs its ground'),
  );

/** A device leaves service after it entered it, and somebody says why. */
const checkService = (field: string, { commissionedAt = -Infinity, decommissionedAt, decommissionReason }: InventoryDevice): InputFault | undefined =>
  firstFault(
    decommissionedAt !== undefined && checkMicros(`${field}.decommissionedAt`, decommissionedAt),
    decommissionedAt !== undefined && decommissionedAt <= commissionedAt && invalid(`${field}.decommissionedAt`, '须晚于投用时间', 'must be later than the commissioning'),
    decommissionedAt !== undefined && (decommissionReason ?? '').trim() === '' && inputFault('reason-required', `${field}.decommissionReason`, '停用须说明原因', 'is demanded of a device that leaves service'),
    decommissionReason !== undefined && checkText(`${field}.decommissionReason`, decommissionReason),
    decommissionReason !== undefined && decommissionedAt === undefined && invalid(`${field}.decommissionedAt`, '填写了停用原因，须同时填写停用时间', 'has to stand beside the reason'),
  );

export const checkGateway = (gateway: InventoryGateway): InputFault | undefined =>
  firstFault(
    checkId('id', gateway.id),
    checkText('nameZh', gateway.nameZh),
    checkText('nameEn', gateway.nameEn),
    checkUnique('children', gateway.children),
    firstOf(gateway.children, (child, index) => firstFault(checkId(`children[${index}]`, child))),
  );

export const checkSite = (site: Site): InputFault | undefined =>
  firstFault(checkId('id', site.id), checkText('nameZh', site.nameZh), checkText('nameEn', site.nameEn));
