import type { Micros, Origin, QualityLetter } from '@yanshou/telemetry';

/** One stored reading as an extract holds it. Extracts are ascending by device, metric, time. */
export interface ExtractReading {
  readonly device: string;
  readonly metric: string;
  readonly at: Micros;
  readonly value: number | string;
  /** A boolean's value is 0 or 1. */
  readonly kind: 'number' | 'boolean' | 'text';
  /** HJ 212 letter; '' where the device gave none. */
  readonly quality: QualityLetter;
  readonly origin: Origin;
  /** Accepted without use in indicators. */
  readonly unused: boolean;
  /** When the platform received it; at its source time when absent. */
  readonly received?: Micros;
  /** The platform gave it its time; false when absent. */
  readonly serverStamped?: boolean;
}
