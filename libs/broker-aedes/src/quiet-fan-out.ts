import type { Aedes } from 'aedes';

interface Fanning {
  mq: { emit(packet: { topic: string }, done: (error?: Error | null) => void): unknown };
  persistence: {
    subscriptionsByTopic(topic: string): Promise<readonly unknown[]>;
    outgoingEnqueueCombi(subscriptions: readonly unknown[], packet: unknown): Promise<void>;
  };
}

const NOBODY: Promise<readonly unknown[]> = Promise.resolve([]);
const DONE = Promise.resolve();

/** No filter that `decide` grants matches telemetry: it has readers in the journal only. */
export const isNeverForwarded = (topic: string): boolean => topic.endsWith('/telemetry') && !topic.includes('/command');

/** Spares aedes the search for subscribers of every telemetry message; everything else goes its usual way. */
export function quietFanOut(broker: Aedes): void {
  const { mq, persistence } = broker as Aedes & Fanning;
  const emit = mq.emit.bind(mq);
  const subscriptionsByTopic = persistence.subscriptionsByTopic.bind(persistence);
  const outgoingEnqueueCombi = persistence.outgoingEnqueueCombi.bind(persistence);
  mq.emit = (packet, done) => (isNeverForwarded(packet.topic) ? done() : emit(packet, done));
  persistence.subscriptionsByTopic = (topic) => (isNeverForwarded(topic) ? NOBODY : subscriptionsByTopic(topic));
  persistence.outgoingEnqueueCombi = (subscriptions, packet) =>
    subscriptions.length === 0 ? DONE : outgoingEnqueueCombi(subscriptions, packet);
}
