import type { DecisionState } from './declared-figure.js';
import type { Micros } from './time.js';

/** Steps of the way from production to sale, in their order. */
export const TRACE_STEPS = ['production', 'processing', 'cold-chain', 'sale'] as const;
export type TraceStep = (typeof TRACE_STEPS)[number];

/** Where something is: a site of the project by its id, or a place of somebody else by its name. */
export type TracePlace = { readonly site: string } | { readonly name: string };

/** The series that shows the temperature of a cold chain. */
export interface TraceSeries {
  readonly device: string;
  readonly metric: string;
}

/**
 * What an evaluation reads of an event: what (the batch), when (`at` ≤ t < `until`), where (`place`, then `to`), why
 * (`step`), in the dimensions of EPCIS 2.0.
 */
export interface TraceEventItem {
  /** The sender's own, unique within the batch. */
  readonly id: string;
  readonly step: TraceStep;
  readonly at: Micros;
  /** Absent for what takes a moment. */
  readonly until?: Micros;
  readonly place: TracePlace;
  /** Where the goods are afterwards; `place` when absent. */
  readonly to?: TracePlace;
  readonly readings?: TraceSeries;
  /** Id of the event that this one takes the place of. */
  readonly corrects?: string;
}

/** A batch with its events, as an evaluation reads it. */
export interface TraceBatchItem {
  /** Batch number of the producer. */
  readonly id: string;
  readonly product: string;
  readonly variety?: string;
  /** Site id of the base that it comes from. */
  readonly base: string;
  readonly producedAt: Micros;
  readonly withdrawn: boolean;
  readonly events: readonly TraceEventItem[];
}

/** An event as it is kept: never changed, corrected by a later one. */
export interface TraceEvent extends TraceEventItem {
  readonly project: string;
  readonly batch: string;
  /** The unit that did it (who). */
  readonly actor: string;
  /** Why it corrects another. */
  readonly reason?: string;
  readonly recordedBy: string;
  readonly recordedAt: Micros;
}

/** What somebody other than its sender said of a correction; once. */
export interface TraceDecision {
  readonly project: string;
  readonly batch: string;
  /** Id of the correction. */
  readonly event: string;
  readonly decision: Exclude<DecisionState, 'submitted'>;
  readonly note?: string;
  readonly decidedBy: string;
  readonly decidedAt: Micros;
}

/** An event with what was decided of it, where it is a correction. */
export interface TraceEntry extends TraceEvent {
  readonly decision?: TraceDecision;
}

/** How far a correction has come; undefined of an event that corrects none. */
export const correctionState = ({ corrects, decision }: TraceEntry): DecisionState | undefined =>
  (corrects === undefined ? undefined : (decision?.decision ?? 'submitted'));

/** The events that count as they are told: all but corrections that nobody else has accepted. */
export const countedEvents = <E extends TraceEntry>(events: readonly E[]): readonly E[] =>
  events.filter((event) => (correctionState(event) ?? 'accepted') === 'accepted');

/** A batch as it is kept: all but its withdrawal is fixed. */
export interface TraceBatch extends Omit<TraceBatchItem, 'events' | 'withdrawn'> {
  readonly project: string;
  /** 128 random bits in base64url: all that a QR code or tag holds, and says nothing of any other batch. */
  readonly publicId: string;
  /** EPC, GS1 key or the like of the tag. */
  readonly label?: string;
  readonly quantity: number;
  readonly unit: string;
  readonly recordedBy: string;
  readonly recordedAt: Micros;
  readonly withdrawn?: { readonly reason: string; readonly who: string; readonly at: Micros };
}

export const TRACE_PUBLIC_ID = /^[A-Za-z0-9_-]{22}$/;

/** One text for a place: widths and spaces differ from paper to paper. A site and a place of the same name differ. */
export const placeKey = (place: TracePlace): string =>
  'site' in place ? `site:${place.site}` : `name:${place.name.normalize('NFKC').toUpperCase().replace(/\s/gu, '')}`;

/** The events in force: a corrected one is replaced by what corrects it. Ascending by time, then id. */
export function eventsInForce<E extends TraceEventItem>(events: readonly E[]): readonly E[] {
  const corrected = new Set(events.map(({ corrects }) => corrects));
  return events.filter(({ id }) => !corrected.has(id)).sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

/** A batch and its events as an evaluation reads them: nothing of people, tags and numbers, and no correction that is not accepted. */
export const traceBatchItem = ({ id, product, variety, base, producedAt, withdrawn }: TraceBatch, events: readonly TraceEntry[]): TraceBatchItem =>
  ({ id, product, ...(variety !== undefined && { variety }), base, producedAt, withdrawn: withdrawn !== undefined, events: countedEvents(events).map(eventItem) });

const eventItem = ({ id, step, at, until, place, to, readings, corrects }: TraceEvent): TraceEventItem => ({
  id, step, at, ...(until !== undefined && { until }), place, ...(to && { to }), ...(readings && { readings }), ...(corrects !== undefined && { corrects }),
});
