import { describe, expect, it } from '@jest/globals';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { ProjectTurns } from './project-turns.js';
import type { TooMany, TurnLimits } from './project-turns.js';

function turnsOf(limits: TurnLimits = { ofProject: 8, inAll: 64 }) {
  const turns = new ProjectTurns<string>(limits);
  const begun: string[] = [];
  const ends = new Map<string, { readonly give: (answer: string) => void; readonly fail: (reason: Error) => void }>();
  const ask = (project: string, question: string): Promise<Result<string, TooMany>> => turns.take(project, question, () => {
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
    expect(await both).toEqual([ok('answer'), ok('answer')]);
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
    expect(await Promise.all([second, other])).toEqual([ok('second'), ok('other')]);
  });

  it('are refused beyond the limit of a project and of all, at once; who shares an answer takes no place, and a place is free again', async () => {
    const { ask, ends, begun } = turnsOf({ ofProject: 2, inAll: 3 });
    const [first, second, other] = [ask('p', 'a'), ask('p', 'b'), ask('q', 'a')];
    const shared = ask('p', 'b');
    expect(await ask('p', 'c')).toEqual(fail('project'));
    expect(await ask('r', 'a')).toEqual(fail('all'));
    await settled();
    ends.get('p/a')?.fail(new Error('store is away'));
    await expect(first).rejects.toThrow('store is away');
    const third = ask('p', 'c');
    await settled();
    ends.get('p/b')?.give('second');
    ends.get('q/a')?.give('other');
    await settled();
    ends.get('p/c')?.give('third');
    expect(await Promise.all([second, shared, other, third])).toEqual([ok('second'), ok('second'), ok('other'), ok('third')]);
    expect(begun).toEqual(['p/a', 'q/a', 'p/b', 'p/c']);
  });
});
