import type { StreamType } from '@yanshou/api-schema';
import type { StreamEvent } from './event-frame.js';
import { idFrame } from './event-frame.js';
import type { EventOutlet } from './event-outlet.js';
import type { LiveCommit, LivePosition } from './live-commit.js';
import { positionBehind, positionText } from './live-commit.js';
import type { LiveReader } from './live-hub.js';
import type { JudgedEvent } from './state-watch.js';

/** What a reader wants of a project. */
export interface StreamFilter {
  readonly project: string;
  readonly device?: string | undefined;
  readonly metric?: string | undefined;
  readonly types: ReadonlySet<StreamType>;
}

const GAP = {
  zh: '此处可能有读数未推送：请用 GET /projects/{p}/readings 补取',
  en: 'readings may be missing here: fetch them by GET /projects/{p}/readings',
};

/** Turns what is stored and judged of a project into the events that one reader asked for. */
export class StreamReader implements LiveReader {
  constructor(private readonly filter: StreamFilter, private readonly outlet: EventOutlet, private readonly onEnd: () => void) {}

  commit(commit: LiveCommit, from: number): void {
    const { events, dropped, next, journal } = commit;
    // Nobody knows what the readings that were too many were of: that they may have been wanted is said.
    if (dropped > 0 && from === 0 && this.filter.types.has('reading')) this.outlet.drop(dropped);
    const wanted: StreamEvent[] = [];
    for (let index = from; index < events.data.length; index += 1) {
      if (this.wants(events.type[index] as StreamType, events.device[index] as string, events.metric[index] as string)) {
        wanted.push({ event: events.type[index] as string, data: events.data[index] as string, id: positionText(positionBehind(commit, index)) });
      }
    }
    const end = positionText({ journal, sequence: next, seen: 0 });
    this.outlet.send(wanted, wanted.at(-1)?.id === end ? undefined : idFrame(end));
  }

  /** States and alarms that the platform judged; they stand in no journal and have no id. */
  judged(events: readonly JudgedEvent[]): void {
    const wanted = events.filter(({ type, device }) => this.wants(type, device, ''));
    if (wanted.length > 0) this.outlet.send(wanted.map(({ type, data }) => ({ event: type, data: JSON.stringify(data) })));
  }

  ready(position: LivePosition): void {
    this.outlet.say({ event: 'ready', data: JSON.stringify({ project: this.filter.project }), id: positionText(position) });
  }

  gap(): void {
    this.outlet.say({ event: 'gap', data: JSON.stringify({ project: this.filter.project, ...GAP }) });
  }

  end(): void {
    this.onEnd();
  }

  private wants(type: StreamType, device: string, metric: string): boolean {
    const { types, device: ofDevice, metric: ofMetric } = this.filter;
    return types.has(type) && (ofDevice === undefined || ofDevice === device) && (ofMetric === undefined || type !== 'reading' || ofMetric === metric);
  }
}
