import type { Clock, Micros } from '@yanshou/telemetry';
import type { AlarmId, AlarmRule } from './alarm-rules.js';

/** What was measured last; absent where there is nothing to measure, which is no reason for an alarm. */
export type AlarmReadings = Readonly<Partial<Record<AlarmId, number>>>;

/** Which one it is, where an alarm is about one of several. */
export type AlarmSubjects = Readonly<Partial<Record<AlarmId, string>>>;

export interface AlarmState {
  readonly rule: AlarmRule;
  readonly isRaised: boolean;
  /** When it was raised, or cleared; undefined before its first change. */
  readonly since: Micros | undefined;
  /** The last measured value. */
  readonly value: number | undefined;
  readonly subject?: string | undefined;
}

/** Looks in a row that an alarm takes: one bad look is none. */
const LOOKS_TO_RAISE = 2;
/** How far on the good side of the limit a value has to be to end its alarm, as a share of the limit. */
const MARGIN = 0.2;

interface Held {
  raised: boolean;
  since: Micros | undefined;
  value: number | undefined;
  subject: string | undefined;
  badLooks: number;
  /** Monotonic milliseconds of the first good look in a row. */
  goodFrom: number | undefined;
}

/**
 * Which alarms stand. One is raised when its value has passed the limit in two looks in a row, and cleared when the value
 * has been well on the good side for as long as `holdMillis`: a value that dances about the limit is one alarm.
 */
export class AlarmBoard {
  private readonly held = new Map<AlarmId, Held>();

  constructor(private readonly rules: readonly AlarmRule[], private readonly parts: { readonly clock: Clock; readonly holdMillis: number; readonly onChange: (state: AlarmState) => void }) {
    for (const { id } of rules) this.held.set(id, { raised: false, since: undefined, value: undefined, subject: undefined, badLooks: 0, goodFrom: undefined });
  }

  look(readings: AlarmReadings, subjects: AlarmSubjects = {}): void {
    for (const rule of this.rules) {
      const held = this.held.get(rule.id) as Held;
      held.value = readings[rule.id];
      held.subject = subjects[rule.id];
      const changed = held.raised ? this.mayEnd(rule, held) : mayBegin(rule, held);
      if (!changed) continue;
      Object.assign(held, { raised: !held.raised, since: this.parts.clock.now(), badLooks: 0, goodFrom: undefined });
      this.parts.onChange(stateOf(rule, held));
    }
  }

  states(): readonly AlarmState[] {
    return this.rules.map((rule) => stateOf(rule, this.held.get(rule.id) as Held));
  }

  private mayEnd(rule: AlarmRule, held: Held): boolean {
    if (!isGood(rule, held.value)) {
      held.goodFrom = undefined;
      return false;
    }
    const now = this.parts.clock.monotonicMillis();
    held.goodFrom ??= now;
    return now - held.goodFrom >= this.parts.holdMillis;
  }
}

function mayBegin(rule: AlarmRule, held: Held): boolean {
  held.badLooks = isBad(rule, held.value) ? held.badLooks + 1 : 0;
  return held.badLooks >= LOOKS_TO_RAISE;
}

const isBad = ({ side, limit }: AlarmRule, value: number | undefined): boolean => value !== undefined && (side === 'above' ? value > limit : value < limit);

const isGood = ({ side, limit }: AlarmRule, value: number | undefined): boolean =>
  value === undefined || (side === 'above' ? value <= limit * (1 - MARGIN) : value >= Math.min(1, limit * (1 + MARGIN)));

const stateOf = (rule: AlarmRule, { raised, since, value, subject }: Held): AlarmState => ({ rule, isRaised: raised, since, value, subject });
