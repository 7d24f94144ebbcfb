import type { ContractTarget, DeviceClass, InventoryDevice, Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, isEquipment, windowOf } from '@yanshou/telemetry';
import type { DemonstrationProject } from './demonstration-project.js';
import { draw, hash } from './model/noise.js';
import type { SimulatedAsset } from './model/asset.js';
import { assetsOf } from './model/asset.js';
import { SIMULATED_ZONE } from './model/moment.js';
import type { Papers, Scenario, SimulatedClass } from './model/scenario.js';
import { scenarioNamed } from './scenarios/index.js';

const SERIAL = hash('factory-serial');
export const HISTORY_DAYS = 30;
const NETWORKED_THRESHOLD = 0.8;
const MINIMUM_PLATFORM_COVERAGE = 0.9;
const NO_PAPERS: Papers = { targets: [], terms: {}, figures: [], evidence: [] };

export interface ScenarioOptions {
  /** The assessment window is the 30 days before the local midnight of this time. */
  readonly now: Micros;
  readonly seed: number;
  /** Assets in all, those that never connect included; the scenario's own number when absent. */
  readonly devices?: number;
}

/** The project of a scenario. Pure; throws the Failure `unknown-scenario` for a name that is none. */
export function scenarioProject(name: string, options: ScenarioOptions): DemonstrationProject {
  const scenario = scenarioNamed(name);
  const window = assessmentWindow(options.now);
  const assets = assetsOf(scenario, options.devices);
  const { id, nameZh, nameEn, programme, direction, sites } = scenario;
  const papers = scenario.papers?.(id, window) ?? NO_PAPERS;
  return {
    id, nameZh, nameEn, programme, direction, sites, origin: 'simulated', figures: papers.figures, evidence: papers.evidence,
    ...(papers.trace && { trace: papers.trace }),
    inventory: inventoryOf(scenario, assets, window.from - HISTORY_DAYS * MICROS_PER_DAY, options.seed),
    contract: contractOf(scenario, assets, window, papers),
  };
}

/** The 30 days before the local midnight at or before `now`. */
export function assessmentWindow(now: Micros): { readonly from: Micros; readonly to: Micros } {
  const to = windowOf(now, 'day', SIMULATED_ZONE).from;
  return { from: to - HISTORY_DAYS * MICROS_PER_DAY, to };
}

function inventoryOf(scenario: Scenario, assets: readonly SimulatedAsset[], acceptedFrom: Micros, seed: number): ProjectInventory {
  return {
    project: scenario.id,
    zone: SIMULATED_ZONE,
    demonstration: true,
    acceptedFrom,
    unknownMetric: 'quarantine',
    classes: scenario.classes.map(classOf),
    devices: assets.map((asset, index) => deviceOf(scenario, asset, index, seed)),
    gateways: scenario.gateways.map((gateway) => ({
      ...gateway,
      children: assets.filter(({ group }) => group.gateway === gateway.id).map(({ id }) => id),
    })),
  };
}

const classOf = ({ id, nameZh, nameEn, intervalMinutes, metrics }: SimulatedClass): DeviceClass => ({
  id, nameZh, nameEn,
  judgingIntervalMinutes: intervalMinutes,
  metrics: metrics.map(({ definition }) => ({ ...definition, expectedIntervalSeconds: intervalMinutes * 60 })),
});

function deviceOf(scenario: Scenario, asset: SimulatedAsset, index: number, seed: number): InventoryDevice {
  const { group, id, ordinal } = asset;
  return {
    id,
    assetNumber: `${scenario.id.toUpperCase()}-${String(index + 1).padStart(4, '0')}`,
    nameZh: `${group.nameZh}${ordinal}号`,
    nameEn: `${group.nameEn} ${ordinal}`,
    assetKind: group.assetKind,
    classId: group.classId,
    siteId: group.siteId,
    intelligent: group.intelligentGround !== undefined,
    ...(group.intelligentGround === undefined ? {} : { intelligentGround: group.intelligentGround }),
    factorySerial: `SIM${String(Math.floor(draw(hash(`${seed}/${scenario.id}/${id}`), SERIAL) * 1e8)).padStart(8, '0')}`,
    reporting: 'periodic',
    verifiedOnSite: group.behaviour !== 'never-connects',
  };
}

function contractOf(scenario: Scenario, assets: readonly SimulatedAsset[], window: ProjectContract['window'], papers: Papers): ProjectContract {
  return {
    project: scenario.id,
    programme: scenario.programme,
    direction: scenario.direction,
    targets: [...targetsOf(scenario, assets), ...papers.targets],
    window,
    networkedThreshold: NETWORKED_THRESHOLD,
    minimumPlatformCoverage: MINIMUM_PLATFORM_COVERAGE,
    plannedTime: { zone: SIMULATED_ZONE, shifts: scenario.shifts },
    ...papers.terms,
  };
}

function targetsOf({ targets }: Scenario, assets: readonly SimulatedAsset[]): readonly ContractTarget[] {
  if (targets.kind === 'workshop-ratios') {
    return [
      { indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000 一(二)1 考核指标(1)' },
      { indicator: 'intelligent-equipment-ratio', comparator: '>=', value: 40, unit: '%', clause: 'S000 一(二)1 申报要求(2)' },
    ];
  }
  const equipment = assets.filter(({ group }) => isEquipment(group.assetKind));
  const points = equipment.reduce((sum, { deviceClass }) => sum + processMetrics(deviceClass), 0);
  const clause = 'S001 工业互联网建设成效';
  return [
    { indicator: 'connected-equipment', comparator: '>=', value: Math.floor(equipment.length * targets.share), unit: '台', clause },
    { indicator: 'process-data-points', comparator: '>=', value: Math.floor(points * targets.share), unit: '个', clause },
  ];
}

const processMetrics = (deviceClass: SimulatedClass): number =>
  deviceClass.metrics.filter(({ definition }) => definition.kind === 'process').length;
