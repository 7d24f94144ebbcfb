import { InternTable } from './intern-table.js';

const MAX_NAMES = 65_536;
const MAX_TEXTS = 4_096;

/** What the codecs of one thread remember between messages: names of metrics by number, and texts often seen. */
export class CodecTables {
  readonly names = new InternTable(MAX_NAMES);
  readonly texts = new InternTable(MAX_TEXTS);

  /** To be called between two messages; numbers of names lose their meaning when `names.generation` rises. */
  trim(): void {
    this.names.trim();
    this.texts.trim();
  }
}
