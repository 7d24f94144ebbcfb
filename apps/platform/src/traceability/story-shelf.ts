import type { Clock, Micros, TraceBatch } from '@yanshou/telemetry';
import { TRACE_PUBLIC_ID, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import { judgeTraces, storyOf } from './batch-story.js';
import type { BatchStory, StorySources } from './batch-story.js';
import { Slots } from './slots.js';
import { renderTracePage } from './trace-page.js';
import type { PageLanguage } from './trace-page.words.js';

export interface ShelfParts {
  readonly registry: PlatformRegistry;
  readonly telemetry: StorySources['telemetry'];
  readonly clock: Pick<Clock, 'now'>;
}

/** A page as it is sent. */
export interface StoryPage {
  readonly html: string;
}

interface Held {
  readonly story: Promise<BatchStory>;
  readonly pages: Map<PageLanguage, Promise<StoryPage>>;
  readonly madeAt: Micros;
}

const FRESH = MICROS_PER_MINUTE;
const MOST = 1_000;
/** Stories made at once: telemetry has other readers. */
const MOST_AT_ONCE = 2;
export const MOST_WAITING = 20;

/** Pages of public ids. One is made at most once a minute, however many ask: it reads telemetry, and nobody has logged in. */
export class StoryShelf {
  private readonly held = new Map<string, Held>();
  private readonly slots = new Slots(MOST_AT_ONCE, MOST_WAITING);

  constructor(private readonly parts: ShelfParts) {}

  /** Undefined for an id that is none, that nobody has, or of a batch that is withdrawn: looked up each time. `busy`: too many are being made. */
  async page(publicId: string, language: PageLanguage): Promise<StoryPage | 'busy' | undefined> {
    const { registry, clock } = this.parts;
    const batch = TRACE_PUBLIC_ID.test(publicId) ? await registry.publicTraceBatch(publicId) : undefined;
    if (batch === undefined || batch.withdrawn !== undefined) return undefined;
    this.forget(clock.now() - FRESH);
    const held = this.held.get(publicId) ?? this.begin(batch);
    if (held === undefined) return 'busy';
    const page = held.pages.get(language) ?? held.story.then((story) => ({ html: renderTracePage(story, language) }));
    held.pages.set(language, page);
    return page;
  }

  private begin(batch: TraceBatch): Held | undefined {
    const story = this.slots.run(() => this.make(batch));
    if (story === undefined) return undefined;
    const held: Held = { story, pages: new Map(), madeAt: this.parts.clock.now() };
    this.keep(batch.publicId, held);
    return held;
  }

  private async make(batch: TraceBatch): Promise<BatchStory> {
    const { registry } = this.parts;
    const [project, sites, [judged]] = await Promise.all([registry.project(batch.project), registry.sites(batch.project), judgeTraces(this.parts, batch.project, [batch])]);
    if (project === undefined || judged === undefined) throw new RangeError('a batch without its project');
    return storyOf(judged, project, sites);
  }

  private keep(publicId: string, held: Held): void {
    this.held.set(publicId, held);
    held.story.catch(() => this.held.get(publicId) === held && this.held.delete(publicId));
    if (this.held.size > MOST) this.held.delete(this.held.keys().next().value as string);
  }

  /** The oldest come first. */
  private forget(until: Micros): void {
    for (const [publicId, { madeAt }] of this.held) {
      if (madeAt > until) return;
      this.held.delete(publicId);
    }
  }
}
