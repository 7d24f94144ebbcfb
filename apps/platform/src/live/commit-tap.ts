import type { CommitNotes } from '@yanshou/projection';
import type { ProjectionBatch } from '@yanshou/store';
import { formatIsoMicros } from '@yanshou/telemetry';
import { readingView } from '../api/reading-stream.js';
import type { JournalledType, LiveCommit, LiveEvents } from './live-commit.js';
import { NO_EVENTS } from './live-commit.js';

/** Of one project in one commit: what a person or a wall can take in is far less, and a backlog is more than any. */
const MOST_READINGS = 5_000;

/** Where the commits of this thread's projectors are overheard, for the projects that somebody follows. Costs one comparison a commit while nobody does. */
export class CommitTap {
  followed: ReadonlySet<string> = new Set();
  private readonly journals = new Set<TappedJournal>();

  constructor(readonly emit: (commit: LiveCommit) => void, readonly mostReadings = MOST_READINGS) {}

  /** From now on these projects, and no others. Of each that is new an empty stretch tells where it begins. */
  follow(projects: readonly string[]): void {
    const fresh = projects.filter((project) => !this.followed.has(project));
    this.followed = new Set(projects);
    for (const journal of this.journals) journal.follow(fresh);
  }

  /** Tells of every followed project how far it is, for those who have just come and for whoever projects it next. */
  mark(): void {
    for (const journal of this.journals) journal.mark();
  }

  add(journal: TappedJournal): void {
    this.journals.add(journal);
    journal.follow([...this.followed]);
  }

  remove(journal: TappedJournal): void {
    this.journals.delete(journal);
  }
}

/** Commits of one projector. */
export class TappedJournal {
  /** Until where each followed project was told. */
  private readonly told = new Map<string, number>();
  private next = 0;

  /** `covers`: whether a project is in this journal. */
  constructor(private readonly tap: CommitTap, private readonly journal: string, private readonly covers: (project: string) => boolean) {}

  /** The projector goes on from this sequence. */
  begin(next: number): void {
    this.next = next;
    this.tap.add(this);
  }

  /** It commits no more. */
  end(): void {
    this.tap.remove(this);
  }

  readonly committed = (batch: ProjectionBatch, notes: CommitNotes): void => {
    this.next = batch.nextSequence;
    if (this.tap.followed.size === 0) return;
    for (const [project, found] of eventRows(batch, notes, this.tap.followed)) {
      const kept = found.rows.slice(-this.tap.mostReadings);
      this.tell(project, eventsOf(project, { rows: kept, announced: found.announced }, batch, notes), found.rows.length - kept.length);
    }
  };

  follow(fresh: readonly string[]): void {
    const { followed } = this.tap;
    for (const project of this.told.keys()) if (!followed.has(project)) this.told.delete(project);
    for (const project of fresh) if (this.covers(project)) this.tell(project, NO_EVENTS, 0);
  }

  mark(): void {
    for (const project of this.told.keys()) this.tell(project, NO_EVENTS, 0);
  }

  private tell(project: string, events: LiveEvents, dropped: number): void {
    const { journal, next } = this;
    this.tap.emit({ project, journal, from: this.told.get(project) ?? next, next, events, dropped });
    this.told.set(project, next);
  }
}

interface FoundRows {
  readonly rows: number[];
  readonly announced: CommitNotes['announcements'][number][];
}

function eventRows({ readings }: ProjectionBatch, { names, announcements, notStored }: CommitNotes, followed: ReadonlySet<string>): Map<string, FoundRows> {
  const found = new Map<string, FoundRows>();
  const of = (project: string): FoundRows | undefined => {
    const known = found.get(project);
    if (known !== undefined || !followed.has(project)) return known;
    const none: FoundRows = { rows: [], announced: [] };
    found.set(project, none);
    return none;
  };
  for (const announcement of announcements) of(names.byNumber(announcement.principal).project)?.announced.push(announcement);
  const isMissing = new Set(notStored);
  for (let row = 0; row < readings.length; row += 1) if (!isMissing.has(row)) of(names.byNumber(names.owner[readings.series[row] as number] as number).project)?.rows.push(row);
  return found;
}

function eventsOf(project: string, { rows, announced }: FoundRows, { readings }: ProjectionBatch, { names }: CommitNotes): LiveEvents {
  const events = { type: [] as JournalledType[], device: [] as string[], metric: [] as string[], data: [] as string[] };
  const add = (type: JournalledType, device: string, metric: string, data: object): void => {
    events.type.push(type);
    events.device.push(device);
    events.metric.push(metric);
    events.data.push(JSON.stringify(data));
  };
  for (const { principal, state, received } of announced) {
    const { device } = names.byNumber(principal);
    add('state', device, '', { project, device, at: formatIsoMicros(received), state, by: 'device' });
  }
  for (const row of rows) {
    const series = readings.series[row] as number;
    const { device } = names.byNumber(names.owner[series] as number);
    const metric = names.metricOf(series);
    add('reading', device, metric, { project, ...readingView(readings, row, device, metric) });
  }
  return events;
}
