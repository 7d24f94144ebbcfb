import type { Clock, Micros } from '@yanshou/telemetry';
import { TRACE_PUBLIC_ID, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import { judgeTraces, storyOf } from './batch-story.js';
import type { BatchStory, StorySources } from './batch-story.js';

export interface ShelfParts {
  readonly registry: PlatformRegistry;
  readonly telemetry: StorySources['telemetry'];
  readonly clock: Pick<Clock, 'now'>;
}

interface Held {
  readonly story: Promise<BatchStory>;
  readonly madeAt: Micros;
}

const FRESH = MICROS_PER_MINUTE;
const MOST = 1_000;

/** Stories of public ids. One is made at most once a minute, however many ask: it reads telemetry, and nobody has logged in. */
export class StoryShelf {
  private readonly held = new Map<string, Held>();

  constructor(private readonly parts: ShelfParts) {}

  /** Undefined for an id that is none, that nobody has, or of a batch that is withdrawn: looked up each time. */
  async story(publicId: string): Promise<BatchStory | undefined> {
    const { registry, clock } = this.parts;
    const batch = TRACE_PUBLIC_ID.test(publicId) ? await registry.publicTraceBatch(publicId) : undefined;
    if (batch === undefined || batch.withdrawn !== undefined) return undefined;
    const held = this.held.get(publicId);
    if (held !== undefined && clock.now() - held.madeAt < FRESH) return held.story;
    const story = this.make(batch);
    this.keep(publicId, { story, madeAt: clock.now() });
    return story;
  }

  private async make(batch: Parameters<typeof judgeTraces>[2][number]): Promise<BatchStory> {
    const { registry } = this.parts;
    const [project, sites, [judged]] = await Promise.all([registry.project(batch.project), registry.sites(batch.project), judgeTraces(this.parts, batch.project, [batch])]);
    if (project === undefined || judged === undefined) throw new RangeError('a batch without its project');
    return storyOf(judged, project, sites);
  }

  private keep(publicId: string, held: Held): void {
    this.held.delete(publicId);
    this.held.set(publicId, held);
    held.story.catch(() => this.held.get(publicId) === held && this.held.delete(publicId));
    if (this.held.size > MOST) this.held.delete(this.held.keys().next().value as string);
  }
}
