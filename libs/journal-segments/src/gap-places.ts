import { join } from 'node:path';
import type { GapPlace } from '@yanshou/journal';
import type { JournalFileSystem } from './file-system.port.js';
import { readWhole } from './segment-names.js';

/** A line for each gap that was ever declared: `fromSequence toSequence`. */
export const GAPS_FILE = 'gaps';
const LINE = /^(\d+) (\d+)$/;

interface Directory {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
}

/** The places that were noted, ascending. Whether the gap came to be declared there is for the record to say. */
export async function readGapPlaces({ directory, fileSystem }: Directory): Promise<GapPlace[]> {
  if (!(await fileSystem.list(directory)).includes(GAPS_FILE)) return [];
  const text = (await readWhole(fileSystem, join(directory, GAPS_FILE))).toString('latin1');
  const places = text.split('\n').map((line) => LINE.exec(line)).filter((match) => match !== null)
    .map(([, from, to]) => ({ fromSequence: Number(from), toSequence: Number(to) }));
  return places.sort((a, b) => a.fromSequence - b.fromSequence || a.toSequence - b.toSequence);
}

/** Notes where a gap is about to be declared, durably, so that whoever has passed the place need not search the journal. */
export async function noteGapPlace(where: Directory, place: GapPlace): Promise<void> {
  const { directory, fileSystem } = where;
  const places = await readGapPlaces(where);
  if (places.some(({ fromSequence, toSequence }) => fromSequence === place.fromSequence && toSequence === place.toSequence)) return;
  const text = [...places, place].map(({ fromSequence, toSequence }) => `${fromSequence} ${toSequence}\n`).join('');
  const draft = join(directory, `${GAPS_FILE}.draft`);
  if ((await fileSystem.list(directory)).includes(`${GAPS_FILE}.draft`)) await fileSystem.remove(draft);
  const file = await fileSystem.open(draft, 'create');
  try {
    const bytes = Buffer.from(text, 'latin1');
    if ((await file.write(bytes, 0)) < bytes.length) throw Object.assign(new Error('no room to note a gap'), { code: 'ENOSPC' });
    await file.sync();
  } finally {
    await file.close();
  }
  await fileSystem.rename(draft, join(directory, GAPS_FILE));
  await fileSystem.syncDirectory(directory);
}
