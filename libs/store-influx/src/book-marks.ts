import type { BookIdentity } from '@yanshou/store';
import { Failure, systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { LineSender } from './batch-sender.js';
import { pointLine } from './figure-point.js';
import { inFlight } from './in-flight.js';
import { requestRefused, storeOfOtherBook } from './influx-failures.js';
import { InfluxLink } from './influx-link.js';
import { runQuery } from './influx-query.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';
import { influxql } from './influxql.js';
import { SAMPLES } from './line-protocol.js';
import { listed } from './line-source.js';

/** In every database of readings: the book that they count in. */
const MARK = 'yanshou_book';
const REFUSED = 400;

/** The mark of a database; undefined without one. */
export async function markOf(link: InfluxLink, database: string): Promise<BookIdentity | undefined> {
  const [rows] = await runQuery(link, database, [influxql`SELECT book, identity FROM ${{ identifier: MARK }} ORDER BY time DESC LIMIT 1`]);
  const row = rows?.values[0];
  const text = (column: string): string => String(row?.[rows?.columns.indexOf(column) ?? -1]);
  return row && { name: text('book'), identity: text('identity') };
}

/**
 * Marks the databases that a book writes to, and keeps it out of those of another: their points would count in it as soon as
 * its own commit numbers reach theirs.
 */
export class BookMarks {
  private readonly claimed = new Set<string>();

  /** `known`: projects of which the book has readings already; their databases are its own though they have no mark yet. */
  constructor(private readonly link: InfluxLink, private readonly sender: LineSender, private readonly book: BookIdentity, private readonly known: ReadonlySet<string>, private readonly clock: Clock = systemClock) {}

  /** To be called before readings of the project are written to the database. Throws Failure `store-of-other-book`. */
  async claim(database: string, project: string): Promise<void> {
    if (this.claimed.has(database)) return;
    const mark = await markOf(this.link, database);
    if (mark !== undefined && mark.identity !== this.book.identity) throw storeOfOtherBook(database, mark.name);
    if (mark === undefined) {
      if (!this.known.has(project) && (await this.hasReadings(database))) throw storeOfOtherBook(database, '?');
      await this.write(database);
    }
    this.claimed.add(database);
  }

  private async hasReadings(database: string): Promise<boolean> {
    const [keys] = await runQuery(this.link, database, [influxql`SHOW FIELD KEYS FROM ${{ identifier: SAMPLES }}`]);
    return (keys?.values.length ?? 0) > 0;
  }

  private async write(database: string): Promise<void> {
    const line = pointLine({ measurement: MARK, tags: {}, at: this.clock.now(), fields: { book: this.book.name, identity: this.book.identity } });
    const [refused] = await this.sender.send(database, listed([line]));
    if (refused !== undefined) throw requestRefused(REFUSED, refused.reason);
  }
}

/**
 * Looks at every database of this prefix before anything is written. Throws Failure `store-of-other-book` where one is
 * marked by a book that is none of these; a server that is away is looked at when it is written to.
 */
export async function checkBookMarks(settings: InfluxSettings, books: readonly BookIdentity[]): Promise<void> {
  const own = new Set(books.map(({ identity }) => identity));
  const names = new Set(books.map(({ name }) => wholeOf(name)));
  const { prefix } = settings;
  const link = new InfluxLink(settings, DEFAULT_INFLUX_LIMITS);
  try {
    const [databases] = await runQuery(link, prefix, [influxql`SHOW DATABASES`]);
    const found = (databases?.values ?? []).map(([name]) => String(name)).filter((name) => isOfReadings(name, prefix));
    await inFlight(AT_A_TIME, found, async (name) => {
      const mark = await markOf(link, name);
      // What another prefix has that begins like this one is none of its databases.
      if (mark !== undefined && !own.has(mark.identity) && names.has(wholeOf(mark.name))) throw storeOfOtherBook(name, mark.name);
    });
  } catch (error) {
    if (!(error instanceof Failure) || !error.retryable) throw error;
  } finally {
    link.close();
  }
}

/** Looks at databases at a time: a start waits for all of them. */
const AT_A_TIME = 8;

/** A book that is split has a name for each part. */
const wholeOf = (name: string): string => name.replace(/#\d+$/, '');

/** An underscore more makes it one of figures. */
const isOfReadings = (name: string, prefix: string): boolean => name.startsWith(`${prefix}_`) && !name.startsWith(`${prefix}__`);
