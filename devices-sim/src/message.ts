import type { Micros, Origin } from '@yanshou/telemetry';

export type SimulatedValue = number | boolean | string | null;

/** One element of the native JSON format. */
export interface SimulatedElement {
  /** Milliseconds since 1970, or ISO 8601 with zone exactly as recorded. */
  readonly ts: number | string;
  readonly values: Readonly<Record<string, SimulatedValue>>;
  readonly origin: Origin;
}

/** The elements of one device, in the order in which they are sent. */
export interface DeviceElements {
  readonly device: string;
  readonly elements: readonly SimulatedElement[];
}

/** What a principal publishes in one PUBLISH. */
export interface SimulatedMessage {
  readonly project: string;
  /** Who publishes: the device itself, or the gateway that carries it. */
  readonly principal: string;
  readonly topicKind: 'device' | 'gateway';
  /** When a real device would send it: never before its last reading was taken. */
  readonly dueAt: Micros;
  /** One entry for a device's own topic; one per child for a gateway's. */
  readonly payload: readonly DeviceElements[];
  /** Bytes to send in place of the encoded payload: a fault put them there. */
  readonly raw?: string;
  /** The socket is cut right after this message was handed to it. */
  readonly cutAfter?: true;
}

/** A project's messages, principal by principal; the same every time it is asked. */
export interface MessageSource {
  readonly project: string;
  readonly principals: readonly string[];
  /** In time order per device for a simulation, in file order for a replay. */
  messagesOf(principal: string): Iterable<SimulatedMessage>;
}

/** Readings (gaps included) that a message carries. */
export function countReadings(message: SimulatedMessage): number {
  let count = 0;
  for (const { elements } of message.payload) {
    for (const element of elements) count += Object.keys(element.values).length;
  }
  return count;
}
