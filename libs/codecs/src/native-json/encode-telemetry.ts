import type { Origin, QualityLetter } from '@yanshou/telemetry';

/** One element as a sender writes it. */
export interface TelemetryElement {
  /** Milliseconds since 1970, or ISO 8601 with a zone; without it the platform stamps it on receipt. */
  readonly ts?: number | string;
  readonly values: Readonly<Record<string, number | boolean | string | null>>;
  readonly quality?: Readonly<Record<string, Exclude<QualityLetter, ''>>>;
  readonly origin?: Origin;
}

/** The payload of a device's telemetry topic. */
export const encodeTelemetry = (elements: TelemetryElement | readonly TelemetryElement[]): Buffer =>
  Buffer.from(JSON.stringify(elements));

/** The payload of a gateway's telemetry topic, by child device. */
export const encodeGatewayTelemetry = (children: ReadonlyMap<string, readonly TelemetryElement[]>): Buffer =>
  Buffer.from(JSON.stringify(Object.fromEntries(children)));
