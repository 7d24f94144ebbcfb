import type { FoundReadings, LostReadings, ProjectionBatch, ReadingKeys, ReadingPage, ReadingQuery, RestoreReceipt, RowsNotStored } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';

/** A reading as it stands in a page, and as it is given to be written again. */
export interface Restored {
  readonly at: number;
  readonly received: number;
  readonly value: number | string;
  readonly flags: number;
  readonly sequence: number;
}

/** A memory store that has lost some of its readings, not what counts them; what is restored is there with the next batch. */
export class LossyStore extends MemoryStore {
  readonly restored: Restored[] = [];
  private readonly lost = new Set<string>();
  private readonly coming = new Set<string>();
  private readonly names = new Map<string, number>();

  /** Loses what is there of these. */
  lose(page: ReadingPage, isLost: (index: number) => boolean): number {
    let count = 0;
    for (let row = 0; row < page.length; row += 1) {
      if (!isLost(row)) continue;
      this.lost.add(this.keyIn(page, row));
      count += 1;
    }
    return count;
  }

  async name(): Promise<void> {
    const { principals, series } = await this.state();
    for (const { series: number, principal, metric } of series) this.names.set(`${principals.find((one) => one.number === principal)?.device ?? ''} ${metric}`, number);
  }

  async restore({ readings }: LostReadings): Promise<RestoreReceipt> {
    for (let row = 0; row < readings.length; row += 1) {
      const key = `${readings.series[row]}/${readings.at[row]}`;
      if (!this.lost.has(key) || this.coming.has(key)) throw new Error(`${key} was not lost`);
      this.coming.add(key);
      const number = readings.number[row] as number;
      this.restored.push({ at: readings.at[row] as number, received: readings.received[row] as number, value: Number.isNaN(number) ? (readings.text[row] as string) : number + 0, flags: readings.flags[row] as number, sequence: readings.sequence[row] as number });
    }
    return { refused: 0, visibleAbove: await this.foldCursor() };
  }

  override async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    const notStored = await super.commit(batch);
    for (const key of this.coming) this.lost.delete(key);
    this.coming.clear();
    return notStored;
  }

  override async existing(keys: ReadingKeys): Promise<FoundReadings> {
    const found = await super.existing(keys);
    const there = [...found.index].map((index, place) => ({ index, place })).filter(({ index }) => !this.lost.has(`${keys.series[index]}/${keys.at[index]}`));
    return { length: there.length, index: Int32Array.from(there, ({ index }) => index), number: Float64Array.from(there, ({ place }) => found.number[place] as number), text: there.map(({ place }) => found.text[place] as string) };
  }

  override async *readings(query: ReadingQuery): AsyncGenerator<ReadingPage> {
    for await (const page of super.readings(query)) yield this.without(page);
  }

  private without(page: ReadingPage): ReadingPage {
    const kept = Array.from({ length: page.length }, (_, row) => row).filter((row) => !this.lost.has(this.keyIn(page, row)));
    const pick = <T>(column: ArrayLike<T>): T[] => kept.map((row) => column[row] as T);
    return {
      length: kept.length, device: pick(page.device), metric: pick(page.metric), text: pick(page.text), at: Float64Array.from(pick(page.at)), received: Float64Array.from(pick(page.received)),
      number: Float64Array.from(pick(page.number)), flags: Uint16Array.from(pick(page.flags)), sequence: Float64Array.from(pick(page.sequence)),
    };
  }

  private keyIn(page: ReadingPage, row: number): string {
    return `${this.names.get(`${page.device[row]} ${page.metric[row]}`)}/${page.at[row]}`;
  }
}
