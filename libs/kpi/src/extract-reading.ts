import type { Micros, Origin, QualityLetter } from '@yanshou/telemetry';

/** One stored reading as an extract holds it. Extracts are ascending by device, metric, time. */
export interface ExtractReading {
  readonly device: string;
  readonly metric: string;
  readonly at: Micros;
  /** When it was received; absent where that does not matter: then it was in time. */
  readonly received?: Micros;
  readonly value: number | string;
  /** A boolean's value is 0 or 1. */
  readonly kind: 'number' | 'boolean' | 'text';
  /** HJ 212 letter; '' where the device gave none. */
  readonly quality: QualityLetter;
  readonly origin: Origin;
  /** Accepted without use in indicators. */
  readonly unused: boolean;
}
