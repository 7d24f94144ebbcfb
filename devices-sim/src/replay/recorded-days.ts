import type { Micros } from '@yanshou/telemetry';
import { parseIsoMicros } from '@yanshou/telemetry';

/** Midnight UTC at which a day `YYYY-MM-DD` begins. */
export const dayStart = (day: string): Micros => parseIsoMicros(`${day}T00:00:00Z`) ?? 0;
