import type { AssetKind } from './device.js';
import type { MetricDefinition, ReportingMode } from './metric.js';
import type { Micros } from './time.js';

/** What the projector does with a metric that the device's class does not define. */
export type UnknownMetricPolicy = 'quarantine' | 'accept';

export interface DeviceClass {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Minutes of one judging interval of the networked rule; one of MASK_INTERVALS. */
  readonly judgingIntervalMinutes: number;
  readonly metrics: readonly MetricDefinition[];
  /** Id of the class template whose minimum data set its devices have to deliver; nothing is demanded when absent. */
  readonly template?: string;
}

/** By whom, when and under which number a device was accepted as intelligent. */
export interface IntelligenceApproval {
  readonly number: string;
  readonly approvedBy: string;
  readonly approvedAt: Micros;
}

/** One line of the inventory, whether or not the device ever connects. */
export interface InventoryDevice {
  readonly id: string;
  readonly assetNumber: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly assetKind: AssetKind;
  readonly classId: string;
  readonly siteId?: string;
  /** Intelligent equipment, and on what ground it is called so. */
  readonly intelligent: boolean;
  readonly intelligentGround?: string;
  /** Collected is not intelligent: an officer has to have said so. */
  readonly intelligentApproval?: IntelligenceApproval;
  readonly factorySerial?: string;
  readonly controllerSerial?: string;
  /** Approved commissioning date; expected intervals begin here. */
  readonly commissionedAt?: Micros;
  /** Out of service from then on, for good: nothing is expected of it any more; always with its reason. */
  readonly decommissionedAt?: Micros;
  readonly decommissionReason?: string;
  readonly reporting: ReportingMode;
  /** Seen on site by an officer. */
  readonly verifiedOnSite?: boolean;
}

/** A principal that carries the messages of other devices; no equipment itself. */
export interface InventoryGateway {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly children: readonly string[];
  /** Of the box that is there now. */
  readonly serial?: string;
}

export interface Site {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Everything about a project that decides how its messages are read. Plain data: it crosses threads. */
export interface ProjectInventory {
  readonly project: string;
  /** IANA name, e.g. Asia/Shanghai; calendar windows are cut in it. */
  readonly zone: string;
  readonly demonstration: boolean;
  /** Earliest accepted source time: the project's start, or its baseline's. */
  readonly acceptedFrom: Micros;
  readonly unknownMetric: UnknownMetricPolicy;
  readonly classes: readonly DeviceClass[];
  readonly devices: readonly InventoryDevice[];
  readonly gateways: readonly InventoryGateway[];
}
