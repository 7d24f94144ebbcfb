export { IngestPath } from './ingest-path.js';
export type { AcceptDone, AcceptedMessage, DeliveredMessage, IngestOptions, Receipt, ReceiptSender } from './ingest-path.js';
