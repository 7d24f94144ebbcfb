import { describe, expect, it } from '@jest/globals';
import { ProjectTurns } from './project-turns.js';

function turnsOf() {
  const turns = new ProjectTurns<string>();
  const begun: string[] = [];
  const ends = new Map<string, { readonly give: (answer: string) => void; readonly fail: (reason: Error) => void }>();
  const ask = (project: string, question: string): Promise<string> => turns.take(project, question, () => {
    begun.push(`${project}/${question}`);
    return new Promise((give, fail) => void ends.set(`${project}/${question}`, { give, fail }));
  });
  return { ask, begun, ends };
}
/** Everything that is due has happened. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('turns of a project', () => {
  it('give equal questions one answer, and ask again once it is given', async () => {
    const { ask, begun, ends } = turnsOf();
    const both = Promise.all([ask('p', 'a'), ask('p', 'a')]);
    await settled();
    expect(begun).toEqual(['p/a']);
    ends.get('p/a')?.give('answer');
    expect(await both).toEqual(['answer', 'answer']);
    void ask('p', 'a');
    await settled();
    expect(begun).toEqual(['p/a', 'p/a']);
  });

  it('are one at a time, whatever became of the one before, and of another project beside it', async () => {
    const { ask, begun, ends } = turnsOf();
    const [first, second, other] = [ask('p', 'a'), ask('p', 'b'), ask('q', 'a')];
    await settled();
    expect(begun).toEqual(['p/a', 'q/a']);
    ends.get('p/a')?.fail(new Error('store is away'));
    await expect(first).rejects.toThrow('store is away');
    await settled();
    expect(begun).toEqual(['p/a', 'q/a', 'p/b']);
    ends.get('p/b')?.give('second');
    ends.get('q/a')?.give('other');
    expect(await Promise.all([second, other])).toEqual(['second', 'other']);
  });
});
