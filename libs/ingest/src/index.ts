export { IngestPath } from './ingest-path.js';
export type { AcceptDone, AcceptedMessage, IngestOptions, Receipt, ReceiptSender } from './ingest-path.js';
