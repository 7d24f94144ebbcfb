import type { RiskFacts } from '@yanshou/kpi';
import type { MetricRole, Micros, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, countedOrigins } from '@yanshou/telemetry';
import { isInService } from '../indicators/device-state.js';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';

type Frozen = RiskFacts['frozen'];

/** Levels of nature, which never stand still for a day; what machines set, and what lies below a limit of detection, may. */
const NEVER_STILL: ReadonlySet<MetricRole> = new Set<MetricRole>([
  'pm2.5', 'pm10', 'so2', 'no2', 'co', 'o3', 'water-temperature', 'ph', 'dissolved-oxygen', 'salinity', 'air-temperature', 'light', 'soil-moisture', 'carbon-dioxide', 'outdoor-temperature',
]);
/** Fewer readings of a day say nothing. */
const LEAST_READINGS = 24;
/** Of a project, by device and metric: a sample, so that looking stays cheap. */
const MOST_SERIES = 64;
const AGAIN_MICROS = MICROS_PER_HOUR;

/** Looks once an hour which levels have not moved for a day. */
export class FrozenWatch {
  private readonly seen = new Map<string, { readonly at: Micros; readonly frozen: Frozen }>();

  constructor(private readonly telemetry: Pick<TelemetryClient, 'windows'>) {}

  async frozen(inventory: ProjectInventory, now: Micros): Promise<Frozen> {
    const seen = this.seen.get(inventory.project);
    if (seen !== undefined && now - seen.at < AGAIN_MICROS) return seen.frozen;
    const frozen = await this.look(inventory, now);
    this.seen.set(inventory.project, { at: now, frozen });
    return frozen;
  }

  private async look(inventory: ProjectInventory, now: Micros): Promise<Frozen> {
    const { project, demonstration } = inventory;
    const from = now - MICROS_PER_DAY;
    const found: Frozen[number][] = [];
    for (const { device, metric } of levelsOf(inventory, now).slice(0, MOST_SERIES)) {
      const [window] = await this.telemetry.windows({ project, device, metric, from, to: now, origins: countedOrigins(demonstration), bounds: Float64Array.of(from, now) });
      // A sensor that says 0 all day is as often one that is switched off.
      const isStill = window !== undefined && window.numeric >= LEAST_READINGS && window.min === window.max && window.min !== 0;
      if (isStill) found.push({ device, metric, since: from });
    }
    return found;
  }
}

/** Series of such levels of devices in service that report periodically, by device and metric. */
function levelsOf({ devices, classes }: ProjectInventory, now: Micros): readonly { readonly device: string; readonly metric: string }[] {
  const metrics = new Map(classes.map((one) => [one.id, one.metrics.filter(({ role, reporting, valueType }) => role !== undefined && NEVER_STILL.has(role) && reporting === 'periodic' && valueType === 'number')]));
  return devices.filter((device) => isInService(device, now)).flatMap(({ id, classId }) => (metrics.get(classId) ?? []).map(({ name }) => ({ device: id, metric: name })))
    .sort((left, right) => (`${left.device}/${left.metric}` < `${right.device}/${right.metric}` ? -1 : 1));
}
