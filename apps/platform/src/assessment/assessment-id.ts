import { randomBytes } from 'node:crypto';
import type { Micros } from '@yanshou/telemetry';
import { formatIsoMicros } from '@yanshou/telemetry';

/** Day of making and four random digits, e.g. `20261124-7f3a`: short enough to be read out, and not counted up. */
export const assessmentId = (at: Micros): string => `${formatIsoMicros(at).slice(0, 10).replaceAll('-', '')}-${randomBytes(2).toString('hex')}`;
