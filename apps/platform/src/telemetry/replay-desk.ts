import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplayOutcome } from '@yanshou/projection';
import type { SharedBook } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { Periodic } from '../runtime/periodic.js';

const LOOK_MILLIS = 1_000;
const ASK_MILLIS = 500;
/** A replay rides on the next record, and a heartbeat comes three times a minute. */
const PATIENCE_MILLIS = 90_000;

/** Does what other processes ask of the one that projects a book. */
export class ReplayDesk {
  private readonly look: Periodic;
  private readonly underWay = new Set<number>();

  constructor(private readonly book: SharedBook, private readonly replay: (project: string) => Promise<ReplayOutcome>, onError: (error: unknown) => void) {
    this.look = new Periodic(LOOK_MILLIS, () => this.answerAll(), onError);
  }

  stop(): Promise<void> {
    return this.look.stop();
  }

  private async answerAll(): Promise<void> {
    for (const { id, project } of await this.book.openReplays()) {
      if (this.underWay.has(id)) continue;
      this.underWay.add(id);
      // What was asked for stays open when this process ends before it is done: the next one finds it.
      void this.answer(id, project).finally(() => this.underWay.delete(id));
    }
  }

  private async answer(id: number, project: string): Promise<void> {
    const answer = await this.replay(project).then(
      ({ tried, resolved }) => ({ kind: 'done', tried, resolved }) as const,
      (error: unknown) => (error instanceof Failure && error.code === 'projection-not-running' ? undefined : ({ kind: 'failed', why: String(error) }) as const),
    );
    if (answer !== undefined) await this.book.answerReplay(id, answer).catch(() => undefined);
  }
}

/** Asks whoever projects the book; rejects with `replay-unanswered` (retryable) when nobody answers, `replay-failed` when it went wrong. */
export async function askForReplay(book: SharedBook, project: string, patienceMillis = PATIENCE_MILLIS): Promise<ReplayOutcome> {
  const id = await book.askForReplay(project);
  for (let waited = 0; waited < patienceMillis; waited += ASK_MILLIS) {
    const answer = await book.replayAnswer(id);
    if (answer?.kind === 'done') return { tried: answer.tried, resolved: answer.resolved };
    if (answer?.kind === 'failed') throw failed(answer.why);
    await sleep(ASK_MILLIS);
  }
  throw unanswered();
}

const unanswered = (): Failure =>
  new Failure('replay-unanswered', 'nobody projects this project at the moment', true, {
    zh: '目前没有进程投影该项目：请检查 project 角色的进程；请求已登记，恢复后会执行。',
    en: 'No process projects this project at the moment: check those with the role project. What was asked for is kept and done once one is back.',
  });

const failed = (why: string): Failure =>
  new Failure('replay-failed', why, true, {
    zh: `重放隔离区失败：${why}。请查看 project 角色进程的日志后再试。`,
    en: `The replay failed: ${why}. See the log of the process with the role project, then try again.`,
  });
