import { describe, expect, it } from '@jest/globals';
import type { ReplayAnswer, SharedBook } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { ReplayDesk, askForReplay } from './replay-desk.js';

/** Questions and answers of a book in memory. */
class Questions {
  readonly answers = new Map<number, ReplayAnswer>();
  readonly asked: { id: number; project: string }[] = [];

  askForReplay = async (project: string) => this.asked.push({ id: this.asked.length + 1, project });
  openReplays = async () => this.asked.filter(({ id }) => !this.answers.has(id));
  answerReplay = async (id: number, answer: ReplayAnswer) => void this.answers.set(id, answer);
  replayAnswer = async (id: number) => this.answers.get(id);
}

const book = (questions: Questions): SharedBook => questions as unknown as SharedBook;

describe('a replay that another process is asked for', () => {
  it('is done once, however long it takes, and answered with its figures', async () => {
    const questions = new Questions();
    const done: string[] = [];
    const desk = new ReplayDesk(book(questions), async (project) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      done.push(project);
      return { tried: 3, resolved: 2 };
    }, () => undefined);
    expect(await askForReplay(book(questions), 'p')).toEqual({ tried: 3, resolved: 2 });
    expect(done).toEqual(['p']);
    await desk.stop();
  });

  it('says why it went wrong', async () => {
    const questions = new Questions();
    const desk = new ReplayDesk(book(questions), () => Promise.reject(new Error('disk full')), () => undefined);
    await expect(askForReplay(book(questions), 'p')).rejects.toMatchObject({ code: 'replay-failed', message: expect.stringContaining('disk full') });
    await desk.stop();
  });

  it('stays open for the next projector when this one ends, and the asker is told that nobody answers', async () => {
    const questions = new Questions();
    const ended = new Failure('projection-not-running', 'x', false, { zh: '停', en: 'stopped' });
    const desk = new ReplayDesk(book(questions), () => Promise.reject(ended), () => undefined);
    await expect(askForReplay(book(questions), 'p', 1_500)).rejects.toMatchObject({ code: 'replay-unanswered', retryable: true });
    expect(await questions.openReplays()).toHaveLength(1);
    await desk.stop();
  });
});
