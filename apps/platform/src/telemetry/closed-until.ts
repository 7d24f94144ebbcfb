import type { Micros } from '@yanshou/telemetry';
import { LATE_GRACE_MICROS } from '../jobs/late-grace.js';

/** The time for which everything that came within the hour is projected, where all that was received until `known` is: what comes to it later is late, and the store says so. */
export const closedUntil = (known: Micros | undefined): Micros | undefined => (known === undefined ? undefined : known - LATE_GRACE_MICROS);
