import { describe, expect, it } from '@jest/globals';
import type { Role } from '@yanshou/api-schema';
import { mayAdminister, mayDecide, mayDecideOn, mayGiveOpinion, maySeeProgramme, mayWork, mayWorkProgramme } from './rights.js';

describe('what is offered', () => {
  it.each<[Role, boolean[]]>([
    ['admin', [true, true, true, true, false]], ['officer', [true, true, true, false, false]], ['member', [true, false, false, false, false]], ['auditor', [false, false, false, false, true]],
  ])('%s: to work, to decide, to decide on what others submitted, to administer, to give an opinion', (role, expected) => {
    const caller = { id: 'me', role };
    expect([mayWork(caller), mayDecide(caller), mayDecideOn(caller, 'you'), mayAdminister(caller), mayGiveOpinion(caller)]).toEqual(expected);
    expect(mayDecideOn(caller, 'me')).toBe(false);
  });

  it.each<[Role, string[], boolean[]]>([
    ['admin', [], [true, true]], ['officer', ['programme:P4'], [true, true]], ['officer', ['programme:P1'], [false, false]], ['auditor', ['programme:P4'], [false, true]],
    ['auditor', ['project:x'], [false, false]], ['member', ['project:x'], [false, false]],
  ])('%s of %j: to work on the programme P4, to see it', (role, scope, expected) => {
    const caller = { id: 'me', role, scope };
    expect([mayWorkProgramme(caller, 'P4'), maySeeProgramme(caller, 'P4')]).toEqual(expected);
    expect([mayWorkProgramme(undefined, 'P4'), maySeeProgramme(null, 'P4')]).toEqual([false, false]);
  });

  it('nobody: nothing', () => {
    for (const nobody of [null, undefined]) expect([mayWork(nobody), mayDecide(nobody), mayDecideOn(nobody, 'you'), mayAdminister(nobody), mayGiveOpinion(nobody)]).toEqual([false, false, false, false, false]);
  });
});
