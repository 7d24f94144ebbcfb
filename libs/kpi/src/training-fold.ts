import { ORIGINS } from '@yanshou/telemetry';
import type { Leg, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { TrainingSessions } from '@yanshou/catalogue';
import type { ExtractReading } from './extract-reading.js';
import { legSpans } from './leg-days.js';
import { datedMembers, isMemberAt, memberOf } from './membership.js';
import type { Membership } from './membership.js';
import type { Span } from './role-amounts.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';
import { roleMetrics } from './role-metrics.js';
import { endOfPair, firstEndingAfter } from './span-search.js';

type TrainingRole = 'training-session' | 'training-score';

/** Source times of one device, by what they say. */
interface OpenDevice {
  readonly sessions: Set<number>;
  readonly scores: Set<number>;
  /** Scores that came with a file: a person may have typed them. */
  readonly imported: Set<number>;
  readonly origins: Set<Origin>;
  readings: number;
}

/**
 * Training sessions of the reporting period and the scores that the same device sent for them, paired by source time: the
 * one way in which platform and verifier get them. Readings may come in any order. Memory: the times of sessions and scores.
 */
export class TrainingFold {
  private readonly roles: ReadonlyMap<string, TrainingRole>;
  private readonly spans: readonly Span[];
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly devices = new Map<string, OpenDevice>();

  constructor(inventory: ProjectInventory, contract: ProjectContract) {
    this.roles = new Map(roleMetrics(inventory).flatMap(({ device, metric: { name, role } }) =>
      (role === 'training-session' || role === 'training-score' ? [[`${device}\n${name}`, role] as const] : [])));
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
    this.spans = legSpans(contract, 'reporting');
  }

  add(leg: Leg, reading: ExtractReading): void {
    const role = leg === 'reporting' && this.roles.size > 0 ? this.roles.get(`${reading.device}\n${reading.metric}`) : undefined;
    if (role === undefined || reading.unused || !this.counted.has(reading.origin) || !hasValidQuality(reading)) return;
    if (!this.isInside(reading)) return;
    const device = this.deviceOf(reading.device);
    device.readings += 1;
    device.origins.add(reading.origin);
    if (role === 'training-session') device.sessions.add(reading.at);
    else if (reading.kind === 'number') (reading.origin === 'imported' ? device.imported : device.scores).add(reading.at);
  }

  /** Rows ascending by device, one a device that sent either. Ends the fold. */
  finish(): readonly TrainingSessions[] {
    return [...this.devices].sort(([left], [right]) => (left < right ? -1 : 1)).map(([device, { sessions, scores, imported, readings, origins }]) => ({
      device, sessions: sessions.size, scored: [...sessions].filter((at) => scores.has(at)).length, imported: [...sessions].filter((at) => imported.has(at) && !scores.has(at)).length,
      unmatched: [...new Set([...scores, ...imported])].filter((at) => !sessions.has(at)).length, readings, origins: ORIGINS.filter((origin) => origins.has(origin)),
    }));
  }

  private isInside({ device, at }: ExtractReading): boolean {
    return isMemberAt(memberOf(this.members, device), at) && at >= (this.spans[firstEndingAfter(this.spans, endOfPair, at)]?.[0] ?? Infinity);
  }

  private deviceOf(id: string): OpenDevice {
    const known = this.devices.get(id);
    if (known !== undefined) return known;
    const made: OpenDevice = { sessions: new Set(), scores: new Set(), imported: new Set(), origins: new Set(), readings: 0 };
    this.devices.set(id, made);
    return made;
  }
}
