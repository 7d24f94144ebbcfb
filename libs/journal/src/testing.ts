export { MemoryJournal, MemoryLog } from './testing/memory-journal.js';
export { append, bytesBody, journalContract, keep, messageEntry, readAll } from './testing/journal-contract.js';
export type { Answer, JournalUnderTest } from './testing/journal-contract.js';
