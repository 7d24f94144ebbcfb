import type { AssetKind, AssessmentWindow, ContractTarget, ProjectContract, Shift, Site } from '@yanshou/telemetry';
import type { DemonstrationProject } from '../demonstration-project.js';
import type { SimulatedMetric } from './metrics.js';

/** What the assets of a group do on the network. */
export type Behaviour =
  /** Delivers nearly every interval; short outages happen. */
  | 'reports'
  /** Loses about half of its intervals to a bad link. */
  | 'unreliable'
  /** Is connected and delivers gaps only, as a controller that is not wired to its sensors does. */
  | 'silent'
  /** Stands in the inventory and is never heard of. */
  | 'never-connects';

export interface SimulatedClass {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Minutes between two elements of a device; also the judging interval of the networked rule. */
  readonly intervalMinutes: number;
  readonly metrics: readonly SimulatedMetric[];
}

/** Assets of one sort, numbered `PREFIX-01` onwards. */
export interface AssetGroup {
  readonly prefix: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly classId: string;
  readonly assetKind: AssetKind;
  readonly count: number;
  /** Why the asset is called intelligent equipment; absent: it is not. */
  readonly intelligentGround?: string;
  readonly behaviour: Behaviour;
  readonly siteId: string;
  /** Carried by this gateway's session in place of a session of its own. */
  readonly gateway?: string;
}

export interface SimulatedGateway {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** How a scenario states its targets: S000's two ratios of a workshop, or numbers promised as S001's form has them. */
export type TargetRule =
  | { readonly kind: 'workshop-ratios' }
  /** Share of the equipment, and of its process sensors, that the contract promises to connect. */
  | { readonly kind: 'promised-numbers'; readonly share: number };

/** What people bring beside the devices: further targets, how they are computed, stated figures and their files. */
export interface Papers extends Pick<DemonstrationProject, 'figures' | 'evidence' | 'trace'> {
  readonly targets: readonly ContractTarget[];
  readonly terms: Pick<ProjectContract, 'efficiency' | 'energy' | 'environment' | 'minimumDeviceCoverage' | 'term' | 'traceability' | 'units'>;
}

/** One demonstration project as people would set it up, and the models of its devices. */
export interface Scenario {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly programme: string;
  readonly direction: string;
  readonly sites: readonly Site[];
  /** None: round the clock. Devices are switched off outside them. */
  readonly shifts: readonly Shift[];
  readonly classes: readonly SimulatedClass[];
  readonly groups: readonly AssetGroup[];
  readonly gateways: readonly SimulatedGateway[];
  readonly targets: TargetRule;
  readonly papers?: (project: string, window: AssessmentWindow) => Papers;
}
