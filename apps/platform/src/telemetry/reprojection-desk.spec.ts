import { afterEach, describe, expect, it } from '@jest/globals';
import { InventoryBook } from '@yanshou/projection';
import type { Reprojection, ReprojectionAnswer, SharedBook, TelemetryStore } from '@yanshou/store';
import { MemoryStore } from '@yanshou/store/testing';
import { Failure } from '@yanshou/telemetry';
import { ReprojectionDesk } from './reprojection-desk.js';

const away = new Failure('book-unavailable', 'x', true, { zh: '库不可用', en: 'the book is away' });

/** One request for hours in which nothing is missing, of a book in memory. */
class OneRequest {
  readonly answers: ReprojectionAnswer[] = [];
  answered = 0;
  /** Answers that fail before one is taken. */
  refusals = 0;

  openReprojections = async (): Promise<readonly Reprojection[]> => (this.answers.length > 0 ? [] : [{ id: 1, project: 'p', fromHour: 0, toHour: 1, askedBy: 'u', askedAt: 0 }]);
  tellReprojection = async (): Promise<void> => undefined;
  answerReprojection = async (_id: number, answer: ReprojectionAnswer): Promise<void> => {
    this.answered += 1;
    if (this.answered <= this.refusals) throw away;
    this.answers.push(answer);
  };
}

/** Counts how often hours are looked at, and fails when told. */
class LookedAt extends MemoryStore {
  looks = 0;
  error: Error | undefined;

  override async foldCursor(): Promise<number> {
    this.looks += 1;
    if (this.error !== undefined) throw this.error;
    return 0;
  }

  restore = async () => ({ refused: 0, visibleAbove: 0 });
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('writing lost hours again for another process', () => {
  const desks: ReprojectionDesk[] = [];
  afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.stop())));

  const serve = (request: OneRequest, store: TelemetryStore) => {
    const alarms: Failure[] = [];
    const desk = new ReprojectionDesk({ book: request as unknown as SharedBook, store, inventories: new InventoryBook([]), openReader: () => Promise.reject(new Error('nothing is missing')), onAlarm: (failure) => void alarms.push(failure) });
    desks.push(desk);
    return { alarms, desk };
  };

  it('is answered with what was done', async () => {
    const request = new OneRequest();
    const { alarms } = serve(request, new LookedAt());
    await until(() => request.answers.length > 0);
    expect([request.answers, alarms]).toEqual([[{ kind: 'done', missing: 0, restored: 0, refused: 0, unfound: 0 }], []]);
  });

  it('a defect is in the log, and who asked is told so in both languages', async () => {
    const [request, store] = [new OneRequest(), new LookedAt()];
    store.error = new TypeError("Cannot read properties of undefined (reading 'length')");
    const { alarms } = serve(request, store);
    await until(() => request.answers.length > 0);
    expect(request.answers).toEqual([{ kind: 'failed', why: expect.stringMatching(/请查看.*日志.* \/ .*see the log/) }]);
    expect(JSON.stringify(request.answers)).not.toContain('Cannot read');
    expect(alarms).toMatchObject([{ code: 'reprojection-defect', message: expect.stringContaining('Cannot read properties'), cause: store.error }]);
  });

  it('what does not pass is an alarm and an answer', async () => {
    const [request, store] = [new OneRequest(), new LookedAt()];
    store.error = new Failure('store-damaged', 'x', false, { zh: '已损坏', en: 'damaged' });
    const { alarms } = serve(request, store);
    await until(() => request.answers.length > 0);
    expect([request.answers, alarms]).toEqual([[{ kind: 'failed', why: '已损坏 / damaged' }], [store.error]]);
  });

  it('is not done a second time for a book that is away when it should hear of it, and that is an alarm', async () => {
    const [request, store] = [new OneRequest(), new LookedAt()];
    request.refusals = 2;
    const { alarms } = serve(request, store);
    await until(() => request.answers.length > 0);
    expect([request.answers.length, alarms, store.looks]).toEqual([1, [away, away], 1]);
  });

  it('a stop is no alarm and no answer: the request stays open', async () => {
    const [request, store] = [new OneRequest(), new LookedAt()];
    store.error = away;
    const { alarms, desk } = serve(request, store);
    await until(() => alarms.length > 0);
    await desk.stop();
    expect([request.answered, new Set(alarms)]).toEqual([0, new Set([away])]);
  });
});
