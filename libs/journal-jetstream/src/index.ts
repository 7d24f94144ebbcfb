export { connectJetStream } from './connect-jetstream.js';
export type { JetStreamConnection } from './connect-jetstream.js';
export { readNatsUrl } from './nats-url.js';
export type { NatsAddress } from './nats-url.js';
export { DEFAULT_REPLICAS, openJetStreamJournal, openJetStreamReader } from './open-jetstream-journal.js';
export type { JetStreamJournalOptions, PartitionOptions } from './open-jetstream-journal.js';
export { JetStreamJournal } from './jetstream-journal.js';
export type { JetStreamLimits } from './jetstream-journal.js';
export { PARTITIONS, partitionOf } from './stream-names.js';
