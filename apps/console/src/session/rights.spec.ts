import { describe, expect, it } from '@jest/globals';
import type { Role } from '@yanshou/api-schema';
import { mayAdminister, mayDecide, mayDecideOn, mayWork } from './rights.js';

describe('what is offered', () => {
  it.each<[Role, boolean[]]>([
    ['admin', [true, true, true, true]], ['officer', [true, true, true, false]], ['member', [true, false, false, false]], ['auditor', [false, false, false, false]],
  ])('%s: to work, to decide, to decide on what others submitted, to administer', (role, expected) => {
    const caller = { id: 'me', role };
    expect([mayWork(caller), mayDecide(caller), mayDecideOn(caller, 'you'), mayAdminister(caller)]).toEqual(expected);
    expect(mayDecideOn(caller, 'me')).toBe(false);
  });

  it('nobody: nothing', () => {
    for (const nobody of [null, undefined]) expect([mayWork(nobody), mayDecide(nobody), mayDecideOn(nobody, 'you'), mayAdminister(nobody)]).toEqual([false, false, false, false]);
  });
});
