import { createHash } from 'node:crypto';
import type { DirtyCursor, TelemetryView } from '@yanshou/store';
import { MICROS_PER_HOUR, legPeriod } from '@yanshou/telemetry';
import type { FoldedReadings, KeptFolds } from './role-quantities.js';

interface Kept {
  readonly folded: FoldedReadings;
  readonly cursor: DirtyCursor | undefined;
}

type Question = Parameters<KeptFolds['get']>[0];

/** A baseline of a project, and one more for each different downtime of the platform after it. */
const MOST_KEPT = 8;
/** Days and stretches of series in one: some 100 MB. */
const MOST_PARTS = 1_000_000;

/**
 * The readings of a baseline, folded once for all the windows that are compared with it. What comes to an hour that ended more
 * than an hour ago is late or replayed, and the store names the hour: where none of the baseline was touched since, it is what it
 * was. Only a closed baseline is kept.
 */
export class BaselineCache implements KeptFolds {
  private readonly kept = new Map<string, Kept>();

  async get(question: Question, fold: () => Promise<FoldedReadings>): Promise<FoldedReadings> {
    const { store, inventory, contract } = question;
    const baseline = legPeriod(contract, 'baseline');
    if (baseline === undefined || baseline.to > (question.closedUntil ?? -Infinity)) return fold();
    const key = keyOf(question);
    const known = this.kept.get(key);
    // The cursor first: what is touched while the readings are read is named again.
    const cursor = (await store.dirtyHours(inventory.project))?.cursor;
    if (known !== undefined && (await isUntouched(store, inventory.project, { baseline, known: known.cursor, cursor }))) {
      this.keep(key, { folded: known.folded, cursor });
      return known.folded;
    }
    const folded = await fold();
    if (partsOf(folded) <= MOST_PARTS) this.keep(key, { folded, cursor });
    return folded;
  }

  /** The longest unasked goes. */
  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    for (const old of this.kept.keys()) if (this.kept.size > MOST_KEPT) this.kept.delete(old);
  }
}

interface Since {
  readonly baseline: { readonly from: number; readonly to: number };
  readonly known: DirtyCursor | undefined;
  readonly cursor: DirtyCursor | undefined;
}

async function isUntouched(store: TelemetryView, project: string, { baseline, known, cursor }: Since): Promise<boolean> {
  if (cursor === undefined) return known === undefined;
  if (known !== undefined && known.journal !== cursor.journal) return false;
  if (known !== undefined && known.sequence === cursor.sequence) return true;
  const since = await store.dirtyHours(project, known);
  return (since?.hours ?? []).every(({ hour }) => (hour + 1) * MICROS_PER_HOUR <= baseline.from || hour * MICROS_PER_HOUR >= baseline.to);
}

const partsOf = ({ quantities, windows, quality }: FoldedReadings): number =>
  quantities.length + windows.reduce((sum, one) => sum + one.windows.length, 0) + (quality?.series ?? []).reduce((sum, { days, spans }) => sum + days.length + spans.length, 0);

/** Everything that the folds of the baseline depend on but its readings. */
function keyOf({ inventory, contract, down }: Question): string {
  const { window: _, ...terms } = contract;
  return createHash('sha256').update(JSON.stringify([inventory, terms, down])).digest('hex');
}
