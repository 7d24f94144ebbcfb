export { RecordKind } from './journal.port.js';
export type {
  AppendDone, GapPlace, JournalAppender, JournalBody, JournalCondition, JournalEntry, JournalReader, JournalRecord, JournalRoom, JournalWriter, ReadLimit, RecordKindCode,
} from './journal.port.js';
export { MessageBody, readMessage } from './message-body.js';
export type { RawMessage } from './message-body.js';
export { JsonBody, readJson } from './json-body.js';
export type { RefusalCount, ReleasedPacket } from './json-body.js';
export { GAP_CAUSES, readGap } from './gap-body.js';
export type { DeclaredGap, GapCause } from './gap-body.js';
export { readLostSession } from './lost-session-body.js';
export type { LostSession } from './lost-session-body.js';
