import { fail } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

/** How many questions may wait or be worked on. */
export interface TurnLimits {
  readonly ofProject: number;
  readonly inAll: number;
}

/** Of one project's questions, or of all: which of the two are too many already. */
export type TooMany = 'project' | 'all';

/**
 * Costly questions about projects: of each project one at a time, and callers with the same question share its answer.
 * A question beyond a limit is refused at once: it would only be answered when nobody waits for it any more.
 */
export class ProjectTurns<T> {
  private readonly asked = new Map<string, Promise<T>>();
  private readonly waiting = new Map<string, number>();
  private readonly last = new Map<string, Promise<T>>();

  constructor(private readonly limits: TurnLimits) {}

  /** `question` must name everything that the answer depends on. Rejects as `work` does, which does not keep the next from its turn. */
  async take(project: string, question: string, work: () => Promise<T>): Promise<Result<T, TooMany>> {
    const key = `${project}\n${question}`;
    const shared = this.asked.get(key);
    if (shared !== undefined) return { ok: true, value: await shared };
    const waiting = this.waiting.get(project) ?? 0;
    if (waiting >= this.limits.ofProject) return fail('project');
    if (this.asked.size >= this.limits.inAll) return fail('all');
    return { ok: true, value: await this.line(project, key, work) };
  }

  private line(project: string, key: string, work: () => Promise<T>): Promise<T> {
    const before: Promise<unknown> = this.last.get(project) ?? Promise.resolve();
    const answer = before.then(work, work).finally(() => {
      this.asked.delete(key);
      this.count(project, -1);
      if (this.last.get(project) === answer) this.last.delete(project);
    });
    this.asked.set(key, answer);
    this.count(project, 1);
    this.last.set(project, answer);
    return answer;
  }

  private count(project: string, by: number): void {
    const waiting = (this.waiting.get(project) ?? 0) + by;
    if (waiting === 0) this.waiting.delete(project);
    else this.waiting.set(project, waiting);
  }
}
