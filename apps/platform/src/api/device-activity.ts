import type { PrincipalTotals } from '@yanshou/store';
import type { Clock, Micros, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { deviceStateAt, heardUntil } from '../indicators/device-state.js';
import type { DeviceState, Heard } from '../indicators/device-state.js';
import { dueHours } from '../indicators/due-hours.js';
import type { DueDevice, DueHour } from '../indicators/due-hours.js';

/** What is known of a device's messages. */
export interface Activity {
  readonly state: DeviceState;
  /** Begin of the hour of the last receipt. */
  readonly lastReceived: Micros | null;
  readonly messages: number;
}

interface Held {
  readonly atMillis: number;
  readonly totals: Promise<KnownTotals>;
}

interface KnownTotals {
  readonly byDevice: ReadonlyMap<string, PrincipalTotals>;
  /** Until when they hold everything received. */
  readonly until: Micros | undefined;
  readonly due: DueHour;
}

export interface ActivitySources {
  readonly totals: (project: string) => Promise<readonly PrincipalTotals[]>;
  /** Everything received until then is projected. */
  readonly knownUntil: (project: string) => Promise<Micros | undefined>;
  /** By the planned time that is in force. */
  readonly contract: (project: string) => Promise<ProjectContract | undefined>;
}

const FRESH_MILLIS = 5_000;
const MOST_PROJECTS = 1_000;

/** Which devices are heard of, from the ledger's totals; asked for at most once in five seconds and project. */
export class DeviceActivity {
  private readonly held = new Map<string, Held>();

  constructor(private readonly sources: ActivitySources, private readonly clock: Clock) {}

  /** A function from a device to its activity. */
  async of(project: string): Promise<(device: DueDevice) => Activity> {
    const { byDevice, until, due } = await this.totals(project);
    const now = this.clock.now();
    const heard = heardUntil(until, now);
    return (device) => activityOf(byDevice.get(device.id), (at) => due(device, at), heard, now);
  }

  private totals(project: string): Held['totals'] {
    const now = this.clock.monotonicMillis();
    const held = this.held.get(project);
    if (held !== undefined && now - held.atMillis < FRESH_MILLIS) return held.totals;
    const totals = this.read(project);
    totals.catch(() => this.forget(project, totals));
    this.held.delete(project);
    this.held.set(project, { atMillis: now, totals });
    if (this.held.size > MOST_PROJECTS) this.held.delete(this.held.keys().next().value as string);
    return totals;
  }

  /** How far first: the totals hold at least that much. */
  private async read(project: string): Promise<KnownTotals> {
    const until = await this.sources.knownUntil(project);
    const rows = await this.sources.totals(project);
    return { until, due: dueHours(await this.sources.contract(project)), byDevice: new Map(rows.map((row) => [row.principal.device, row])) };
  }

  /** A read that failed late must not take a newer one with it. */
  private forget(project: string, totals: Held['totals']): void {
    if (this.held.get(project)?.totals === totals) this.held.delete(project);
  }
}

/** A child's messages are its gateway's; what it is known by are its readings. */
function activityOf(totals: PrincipalTotals | undefined, due: (at: Micros) => number | null, heard: Heard, now: Micros): Activity {
  if (totals === undefined || totals.lastHour === null) return { state: deviceStateAt(null, due, heard, now), lastReceived: null, messages: 0 };
  const { counts: { messages }, lastHour } = totals;
  return { state: deviceStateAt(lastHour, due, heard, now), lastReceived: lastHour * MICROS_PER_HOUR, messages };
}
