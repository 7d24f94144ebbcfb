import { systemClock } from '@yanshou/telemetry';
import type { BrokerEvent, BrokerOptions } from '../broker-options.js';
import { EmbeddedBroker } from '../embedded-broker.js';
import { RecordingHandler } from './recording-handler.js';

const UNLIMITED = { perSecond: 1e9, burst: 1e9 };

export interface World {
  readonly broker: EmbeddedBroker;
  readonly handler: RecordingHandler;
  readonly port: number;
  readonly events: BrokerEvent[];
}

/** Runs a test against a listening broker and closes it, whatever happens. */
export async function withBroker(options: Partial<BrokerOptions>, test: (world: World) => Promise<void>): Promise<void> {
  const handler = (options.handler as RecordingHandler | undefined) ?? new RecordingHandler();
  const events: BrokerEvent[] = [];
  const broker = new EmbeddedBroker({
    clock: systemClock, listen: { port: 0 }, rateOf: () => UNLIMITED, log: (event) => void events.push(event), ...options, handler,
  });
  const { port = 0 } = await broker.listen();
  try {
    await test({ broker, handler, port, events });
  } finally {
    handler.isHolding = false;
    handler.answer();
    await broker.close();
  }
}
