import { hourOf } from '@yanshou/telemetry';
import type { Leg, Origin, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { DeliveryFold } from './delivery/delivery-fold.js';
import type { EvaluationContext, SeriesValidRow } from './evaluation-context.js';
import type { ExtractReading } from './extract-reading.js';
import { OffFold } from './gaps/off-fold.js';
import { HourMasks } from './hour-masks.js';
import { hoursOfLeg } from './leg-hours.js';
import { datedMembers, isMemberAt, memberOf } from './membership.js';
import type { Membership } from './membership.js';
import type { MinuteRange } from './minute-range.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';
import { RoleQuantityFold } from './role-quantity-fold.js';
import { SeriesWindowFold } from './series-window-fold.js';
import { DowntimeToldFold } from './series/downtime-told-fold.js';
import { ReadingQualityFold } from './sufficiency/reading-quality-fold.js';
import { batchesOfPeriod } from './trace-inputs.js';
import { TrainingFold } from './training-fold.js';
import { TraceReadingsFold } from './trace-readings-fold.js';

/** Minutes in which a device that reports by exception was alive without sending a reading: minute masks of a UTC hour. */
export interface HeartbeatHour {
  readonly leg: Leg;
  readonly device: string;
  readonly hour: number;
  readonly low: number;
  readonly high: number;
}

type FoldedInputs = Pick<EvaluationContext, 'deviceHours' | 'baselineHours' | 'activity' | 'quantities' | 'windows' | 'quality' | 'told' | 'traceReadings' | 'training'> & Required<Pick<EvaluationContext, 'overdue' | 'gapEvidence'>>;

/**
 * Builds from an extract what the platform reads from its store, so that both evaluate to the same rows. A leg's readings
 * come ascending by device, metric and time and cover every UTC hour that touches the leg's period; legs may alternate
 * only between series. Memory: the minutes of the inventory's devices, not the readings.
 */
export class ExtractFold {
  private readonly masks: Readonly<Record<Leg, HourMasks>>;
  private readonly hasBaseline: boolean;
  private readonly quantities: RoleQuantityFold;
  private readonly windows: SeriesWindowFold;
  private readonly quality: ReadingQualityFold;
  private readonly told: DowntimeToldFold;
  private readonly delivery: Readonly<Record<Leg, DeliveryFold>>;
  private readonly off: OffFold;
  private readonly trace: TraceReadingsFold;
  private readonly training: TrainingFold;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  /** Origins of the readings that were taken, so far. */
  readonly origins = new Set<Origin>();
  private readonly activity = new Map<string, { readonly device: string; readonly metric: string; valid: number }>();
  private readonly hours: { readonly first: number; readonly end: number };
  private series: { readonly device: string; readonly metric: string; valid: number } | undefined;

  /** `down`: the platform's downtime that delivery and cold chains are judged by, see `deliveryDowntime`. */
  constructor(inventory: ProjectInventory, contract: ProjectContract, batches: readonly TraceBatchItem[] = [], down: readonly MinuteRange[] = []) {
    const devices = inventory.devices.map((device) => device.id);
    this.masks = { baseline: new HourMasks(devices, hoursOfLeg(contract, 'baseline')), reporting: new HourMasks(devices, hoursOfLeg(contract, 'reporting')) };
    this.hours = hoursOfLeg(contract, 'reporting');
    this.hasBaseline = contract.baseline !== undefined;
    this.quantities = new RoleQuantityFold(inventory, contract);
    this.windows = new SeriesWindowFold(inventory, contract, down);
    this.quality = new ReadingQualityFold(inventory, contract, down);
    this.told = new DowntimeToldFold(inventory, contract, down);
    const deliveryOf = (leg: Leg): DeliveryFold => new DeliveryFold({ leg, hours: hoursOfLeg(contract, leg), inventory, contract, down });
    this.delivery = { baseline: deliveryOf('baseline'), reporting: deliveryOf('reporting') };
    this.off = new OffFold(inventory, this.hours);
    this.training = new TrainingFold(inventory, contract);
    this.trace = new TraceReadingsFold(inventory, { terms: contract.traceability ?? null, batches: batchesOfPeriod(contract, batches), period: contract.window, down });
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
  }

  add(leg: Leg, reading: ExtractReading): void {
    this.quantities.add(leg, reading);
    this.windows.add(leg, reading);
    this.quality.add(leg, reading);
    this.told.add(leg, reading);
    this.delivery[leg].add(reading);
    this.training.add(leg, reading);
    if (leg === 'reporting') {
      this.off.add(reading);
      this.trace.add(reading);
    }
    if (reading.unused || !this.counted.has(reading.origin) || !hasValidQuality(reading)) return;
    this.origins.add(reading.origin);
    this.masks[leg].mark(reading.device, reading.at);
    if (leg === 'reporting') this.count(reading);
  }

  /** What the extract cannot hold: minutes of life without a reading. Their origin has been judged by whoever wrote them down. */
  addHeartbeats({ leg, device, hour, low, high }: HeartbeatHour): void {
    this.masks[leg].markHour(device, hour, low, high);
  }

  /** Ends the fold. */
  finish(): FoldedInputs {
    const [baseline, reporting] = [this.delivery.baseline.finish(), this.delivery.reporting.finish()];
    return {
      deviceHours: this.masks.reporting.rows(),
      baselineHours: this.hasBaseline ? this.masks.baseline.rows() : null,
      activity: [...this.activity.values()].map((row): SeriesValidRow => ({ ...row })),
      quantities: this.quantities.finish(),
      windows: this.windows.finish(),
      quality: this.quality.finish(),
      told: this.told.finish(),
      overdue: [...baseline.overdue, ...reporting.overdue],
      gapEvidence: { off: this.off.finish(), late: reporting.late },
      traceReadings: this.trace.finish(),
      training: this.training.finish(),
    };
  }

  private count({ device, metric, at }: ExtractReading): void {
    const hour = hourOf(at);
    if (hour < this.hours.first || hour >= this.hours.end) return;
    if (!isMemberAt(memberOf(this.members, device), at)) return;
    if (this.series?.metric !== metric || this.series.device !== device) this.series = this.seriesOf(device, metric);
    this.series.valid += 1;
  }

  private seriesOf(device: string, metric: string): { readonly device: string; readonly metric: string; valid: number } {
    const key = `${device}\n${metric}`;
    const series = this.activity.get(key) ?? { device, metric, valid: 0 };
    this.activity.set(key, series);
    return series;
  }
}
