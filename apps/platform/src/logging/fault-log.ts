import type { Tally } from '../health/tally.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { faultFields } from './fault-fields.js';

/** Where faults are told: one line each with code and what to do, and a count by code. */
export class FaultLog {
  constructor(private readonly log: PlatformLogger, private readonly faults: Tally) {}

  /** `what`: the part of the platform, in a word or two. */
  report(what: string, thrown: unknown, more: Readonly<Record<string, unknown>> = {}): void {
    const fields = faultFields(thrown);
    this.faults.add({ code: fields.code });
    this.log.error({ ...fields, ...more }, what);
  }
}
