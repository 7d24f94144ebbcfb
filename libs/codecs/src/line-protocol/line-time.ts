import type { Micros } from '@yanshou/telemetry';

/** Units of time that a request or a topic may name, InfluxDB's words for them. */
export const LINE_PRECISIONS = ['ns', 'us', 'ms', 's'] as const;
export type LinePrecision = (typeof LINE_PRECISIONS)[number];

const MICROS_PER_UNIT = { us: 1, ms: 1_000, s: 1_000_000 } as const;
const NANO_DIGITS = 3;
const NANOS_PER_MICRO = 1_000n;
const TIMESTAMP = /^-?\d{1,19}$/;

/** The time that bytes[from…to) mean, nanoseconds cut down to the microsecond; undefined when they mean none that fits. */
export function readLineTime(bytes: Buffer, from: number, to: number, precision: LinePrecision): Micros | undefined {
  const text = bytes.toString('latin1', from, to);
  if (!TIMESTAMP.test(text)) return undefined;
  const at = precision === 'ns' ? microsOfNanos(text) : Number(text) * MICROS_PER_UNIT[precision] + 0;
  return Number.isSafeInteger(at) ? at : undefined;
}

/** Nanoseconds of our time have more digits than a double. */
function microsOfNanos(text: string): Micros {
  if (text.length > NANO_DIGITS && !text.startsWith('-')) return Number(text.slice(0, -NANO_DIGITS));
  const nanos = BigInt(text);
  const micros = nanos / NANOS_PER_MICRO;
  return Number(nanos % NANOS_PER_MICRO < 0n ? micros - 1n : micros);
}
