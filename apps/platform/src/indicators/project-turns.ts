/** Costly questions about projects: of each project one at a time, and callers with the same question share its answer. */
export class ProjectTurns<T> {
  private readonly asked = new Map<string, Promise<T>>();
  private readonly last = new Map<string, Promise<T>>();

  /** `question` must name everything that the answer depends on. Rejects as `work` does, which does not keep the next from its turn. */
  take(project: string, question: string, work: () => Promise<T>): Promise<T> {
    const key = `${project}\n${question}`;
    const shared = this.asked.get(key);
    if (shared !== undefined) return shared;
    const before: Promise<unknown> = this.last.get(project) ?? Promise.resolve();
    const answer = before.then(work, work).finally(() => {
      this.asked.delete(key);
      if (this.last.get(project) === answer) this.last.delete(project);
    });
    this.asked.set(key, answer);
    this.last.set(project, answer);
    return answer;
  }
}
