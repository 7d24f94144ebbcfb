import type { HourMask } from '../judging-slots.js';
import { memberSlots } from '../membership.js';
import type { GapCause } from '@yanshou/catalogue';
import { both, isEmpty, maskAt, touched, whole, without } from './halves.js';
import type { Halves } from './halves.js';
import { slotsAt } from './judged-device.js';
import type { JudgedDevice } from './judged-device.js';
import { aliveIn, silentTogether } from './liveness.js';
import type { LivenessTable } from './liveness.js';

/** Missing intervals of one device and hour with one cause; `scope` tells which gateway, site or device it is about. */
export interface Attributed {
  readonly cause: GapCause;
  readonly scope: string;
  readonly gateway: string | null;
  readonly site: string | null;
  readonly intervals: HourMask;
}

export interface GapFacts {
  readonly valid: (row: number, hour: number) => HourMask;
  readonly liveness: LivenessTable;
  /** Minutes in which the platform cannot be said to have heard, as is proven. */
  readonly down: Halves;
  /** Those of them of which a broker lost its session. */
  readonly lost: Halves;
  /** Minutes in which no heartbeat says that it was there; undefined where heartbeats say nothing of the data. */
  readonly unheard: Halves | undefined;
}

type Take = (cause: GapCause, intervals: HourMask, of?: Partial<Pick<Attributed, 'scope' | 'gateway' | 'site'>>) => void;

/**
 * Gives every missing interval of a device in one hour its one cause: first what was not expected, then what the platform
 * admits, then the device's own word, then from the widest failure to the narrowest. What nothing tells is `unknown`.
 */
export function classify(facts: GapFacts, device: JudgedDevice, hour: number): readonly Attributed[] {
  const { minutes } = device;
  let rest = missingAt(facts, device, hour);
  if (isEmpty(rest)) return [];
  const found: Attributed[] = [];
  const take: Take = (cause, intervals, { scope = '', gateway = null, site = null } = {}) => {
    const taken = both(rest, intervals);
    if (isEmpty(taken)) return;
    found.push({ cause, scope, gateway, site, intervals: taken });
    rest = without(rest, taken);
  };
  takeExempt(take, { device, hour, rest });
  const down = whole(maskAt(facts.down, hour), minutes);
  take('broker-session', both(down, touched(maskAt(facts.lost, hour), minutes)));
  take('platform', down);
  if (device.off) take('machine-off', whole(maskAt(device.off, hour), minutes), { scope: device.id, gateway: device.gateway });
  takeNetwork(take, facts, device, hour);
  takeOwn(take, facts, device, hour);
  take('unknown', rest, { scope: device.id, gateway: device.gateway });
  return found;
}

/** Judging intervals wholly in the shifts while the device is the project's. */
export const dueAt = ({ slots, member }: JudgedDevice, hour: number): HourMask => memberSlots(slots.shift, member, hour);

/** Those of them without a valid minute. */
export const missingAt = (facts: GapFacts, device: JudgedDevice, hour: number): HourMask =>
  without(dueAt(device, hour), touched(facts.valid(device.row, hour), device.minutes));

interface ExemptHour {
  readonly device: JudgedDevice;
  readonly hour: number;
  readonly rest: HourMask;
}

function takeExempt(take: Take, { device: { slots, calendars: { scope, season }, minutes, site }, hour, rest }: ExemptHour): void {
  const [workday, planned] = [slotsAt(slots.workday, hour), slotsAt(slots.planned, hour)];
  const of = scope === '' ? {} : { scope: `calendar ${scope}`, ...(scope.includes('site:') && { site }) };
  take('holiday', without(rest, workday), of);
  const exempt = without(both(rest, workday), planned);
  take('closed-season', both(exempt, touched(maskAt(season, hour), minutes)), of);
  take('maintenance', exempt, of);
}

/** All of a project while the platform lives, or all of a site while others deliver. */
function takeNetwork(take: Take, { liveness, unheard }: GapFacts, { minutes, site }: JudgedDevice, hour: number): void {
  if (unheard) take('network', without(silentTogether(liveness.project, hour, minutes), touched(maskAt(unheard, hour), minutes)));
  if (site === null) return;
  take('network', both(silentTogether(liveness.sites.get(site), hour, minutes), aliveIn(liveness.project, hour, minutes)), { scope: `site ${site}`, site });
}

/**
 * What is behind one gateway: without one, nothing tells the machine from its own line. Where nobody delivered, the
 * gateway is blamed only while the platform was there to hear it.
 */
function takeOwn(take: Take, { liveness, unheard }: GapFacts, { id, minutes, gateway, connection, byException }: JudgedDevice, hour: number): void {
  if (gateway === null) return;
  const group = liveness.connections.get(connection);
  const silent = silentTogether(group, hour, minutes);
  take('gateway', both(silent, aliveIn(liveness.project, hour, minutes)), { scope: connection, gateway });
  if (unheard) take('gateway', without(silent, touched(maskAt(unheard, hour), minutes)), { scope: connection, gateway });
  take(byException ? 'machine-off' : 'collection', aliveIn(group, hour, minutes), { scope: id, gateway });
}
