import { describe, expect, it } from '@jest/globals';
import { ManualClock, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { TraceBatch } from '@yanshou/telemetry';
import { MOST_WAITING, StoryShelf } from './story-shelf.js';
import type { ShelfParts } from './story-shelf.js';

const PROJECT = { id: 'p', zone: 'Asia/Shanghai', demonstration: false };
const idOf = (index: number): string => `batch-${String(index).padStart(16, '0')}`;

/** A registry in which every id is that of a batch, and telemetry that answers when it is let. */
function setUp() {
  const clock = new ManualClock(1_800_000_000_000_000);
  const asked: (() => void)[] = [];
  const batch = (publicId: string): TraceBatch =>
    ({ project: 'p', id: publicId, publicId, product: '黄瓜', base: 'b', quantity: 1, unit: 'kg', producedAt: 0, recordedBy: 'm', recordedAt: 0 });
  const registry = {
    publicTraceBatch: async (publicId: string) => batch(publicId), project: async () => PROJECT, sites: async () => [],
    inventory: async () => ({}), contract: async () => undefined, traceEvents: async () => [],
  };
  const telemetry = { traceReadings: () => new Promise((resolve) => asked.push(() => resolve([]))) };
  return { clock, asked, shelf: new StoryShelf({ registry, telemetry, clock } as unknown as ShelfParts) };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the shelf of stories', () => {
  it('makes two at once, lets some wait, and says that it is busy to the others', async () => {
    const { asked, shelf } = setUp();
    const answers = Array.from({ length: MOST_WAITING + 3 }, (_, index) => shelf.page(idOf(index), 'zh'));
    await settled();
    expect(asked.length).toBe(2);
    expect(await answers.at(-1)).toBe('busy');
    for (let done = 0; done < MOST_WAITING + 2; done += 1) {
      asked[done]?.();
      await settled();
      expect(asked.length).toBe(Math.min(done + 3, MOST_WAITING + 2));
    }
    for (const answer of answers.slice(0, -1)) expect(await answer).toMatchObject({ html: expect.stringContaining('黄瓜') });
    const again = shelf.page(idOf(MOST_WAITING + 2), 'zh');
    await settled();
    asked.at(-1)?.();
    expect(await again).toMatchObject({ html: expect.stringContaining('黄瓜') });
  });

  it('renders a page once a language, and anew after a minute', async () => {
    const { asked, clock, shelf } = setUp();
    const [first, other] = [shelf.page(idOf(1), 'zh'), shelf.page(idOf(1), 'en')];
    await settled();
    asked[0]?.();
    expect(await shelf.page(idOf(1), 'zh')).toBe(await first);
    expect(await other).not.toEqual(await first);
    clock.advance(MICROS_PER_MINUTE);
    const later = shelf.page(idOf(1), 'zh');
    await settled();
    expect(asked.length).toBe(2);
    asked[1]?.();
    expect(await later).not.toBe(await first);
  });
});
