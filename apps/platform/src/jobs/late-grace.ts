import { MICROS_PER_MINUTE } from '@yanshou/telemetry';

/** How long after its end a span is closed. What comes more than an hour after its source time is late data, and touches windows; a little more for clocks and projection. */
export const LATE_GRACE_MICROS = 65 * MICROS_PER_MINUTE;
