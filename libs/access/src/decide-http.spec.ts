import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Caller, HttpTarget, Role } from './caller.js';
import { ROLES, isScopeOf, mayHandOut } from './caller.js';
import { HTTP_NEEDS, decideHttp } from './decide-http.js';
import type { HttpNeed } from './decide-http.js';

const caller = (role: Role, ...scope: string[]): Caller => ({ id: 'me', role, scope, mustChangePassword: false });
const admin = caller('admin');
const officer = caller('officer', 'programme:g');
const member = caller('member', 'project:p');
const auditor = caller('auditor', 'project:p');
const overseer = caller('auditor', 'programme:g');
const OWN: HttpTarget = { project: 'p', programme: 'g' };
const SISTER: HttpTarget = { project: 'q', programme: 'g' };
const FOREIGN: HttpTarget = { project: 'z', programme: 'other' };

const said = (who: Caller | undefined, need: HttpNeed, target?: HttpTarget): string => {
  const decision = decideHttp(who, need, target);
  return decision.allowed ? 'yes' : decision.code;
};

describe('who may do what over HTTP', () => {
  it.each<[HttpNeed, HttpTarget, string[]]>([
    // Columns: admin, officer of g, member of p, auditor of p, auditor of g.
    ['self', {}, ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['list', {}, ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['make-token', {}, ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['administer', {}, ['yes', 'forbidden', 'forbidden', 'forbidden', 'forbidden']],
    ['watch-platform', {}, ['yes', 'yes', 'forbidden', 'forbidden', 'forbidden']],
    ['read-project', OWN, ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['read-project', SISTER, ['yes', 'yes', 'not-found', 'not-found', 'yes']],
    ['read-project', FOREIGN, ['yes', 'not-found', 'not-found', 'not-found', 'not-found']],
    ['work-project', OWN, ['yes', 'yes', 'yes', 'forbidden', 'forbidden']],
    ['work-project', FOREIGN, ['yes', 'not-found', 'not-found', 'not-found', 'not-found']],
    ['decide-project', OWN, ['yes', 'yes', 'forbidden', 'forbidden', 'forbidden']],
    ['decide-project', SISTER, ['yes', 'yes', 'not-found', 'not-found', 'forbidden']],
    ['give-opinion', OWN, ['forbidden', 'forbidden', 'forbidden', 'yes', 'yes']],
    ['give-opinion', SISTER, ['forbidden', 'forbidden', 'not-found', 'not-found', 'yes']],
    ['give-opinion', FOREIGN, ['forbidden', 'not-found', 'not-found', 'not-found', 'not-found']],
    ['read-programme', { programme: 'g' }, ['yes', 'yes', 'not-found', 'not-found', 'yes']],
    ['read-programme', { programme: 'other' }, ['yes', 'not-found', 'not-found', 'not-found', 'not-found']],
    ['work-programme', { programme: 'g' }, ['yes', 'yes', 'not-found', 'not-found', 'forbidden']],
    ['work-programme', { programme: 'other' }, ['yes', 'not-found', 'not-found', 'not-found', 'not-found']],
    ['create-project', { programme: 'g' }, ['yes', 'yes', 'forbidden', 'forbidden', 'forbidden']],
    ['create-project', { programme: 'other' }, ['yes', 'not-found', 'forbidden', 'forbidden', 'forbidden']],
    ['change-user', { user: 'me' }, ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['change-user', { user: 'you' }, ['yes', 'not-found', 'not-found', 'not-found', 'not-found']],
  ])('%s %j', (need, target, expected) => {
    expect([admin, officer, member, auditor, overseer].map((who) => said(who, need, target))).toEqual(expected);
  });

  it('nobody without a credential, but for logging in', () => {
    for (const need of HTTP_NEEDS) expect(said(undefined, need, OWN)).toBe(need === 'nothing' ? 'yes' : 'unauthenticated');
  });

  it('nothing before the password is changed, but changing it, seeing who one is and leaving', () => {
    for (const need of HTTP_NEEDS) {
      const who = { ...admin, mustChangePassword: true };
      const expected = ['nothing', 'session', 'change-user'].includes(need) ? 'yes' : 'password-change-required';
      expect([need, said(who, need, { ...OWN, user: 'me' })]).toEqual([need, expected]);
    }
    expect(said({ ...admin, mustChangePassword: true }, 'change-user', { user: 'you' })).toBe('password-change-required');
  });

  it('an unknown need, or one without its target, is denied', () => {
    expect(said(admin, 'no-such-need' as HttpNeed, OWN)).toBe('not-found');
    for (const need of ['read-project', 'work-project', 'decide-project', 'give-opinion', 'read-programme', 'work-programme', 'create-project'] as const) {
      expect(said(admin, need)).toBe('not-found');
      expect(said(admin, need, { project: 'p' })).toBe('not-found');
    }
  });
});

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const entries = fc.oneof(ids.map((id) => `project:${id}`), ids.map((id) => `programme:${id}`), fc.string());
const callers = fc.record({ id: ids, role: fc.constantFrom(...ROLES), scope: fc.array(entries, { maxLength: 4 }), mustChangePassword: fc.boolean() });
const targets = fc.record({ project: ids, programme: ids });
const ofTarget: readonly HttpNeed[] = ['read-project', 'work-project', 'decide-project', 'give-opinion', 'read-programme', 'work-programme', 'create-project'];

describe('whatever the caller', () => {
  it('nothing is allowed in a project that the scope does not hold', () => {
    fc.assert(fc.property(callers, fc.constantFrom(...ofTarget), targets, (who, need, target) => {
      const holds = who.scope.includes(`project:${target.project}`) || who.scope.includes(`programme:${target.programme}`);
      fc.pre(who.role !== 'admin' && !holds);
      expect(decideHttp(who, need, target).allowed).toBe(false);
    }));
  });

  it('an auditor adds opinions, and changes nothing', () => {
    fc.assert(fc.property(callers, fc.constantFrom(...ofTarget), targets, (who, need, target) => {
      fc.pre(!['read-project', 'read-programme', 'give-opinion'].includes(need));
      expect(decideHttp({ ...who, role: 'auditor' }, need, target).allowed).toBe(false);
    }));
  });

  it('no program gives an opinion, whoever made its token', () => {
    expect(said({ ...auditor, isProgram: true }, 'give-opinion', OWN)).toBe('in-person');
    expect(said({ ...auditor, isProgram: true }, 'read-project', OWN)).toBe('yes');
    expect(said({ ...member, isProgram: true }, 'give-opinion', OWN)).toBe('forbidden');
  });

  it('nobody but an auditor adds opinions', () => {
    fc.assert(fc.property(callers, targets, (who, target) => {
      fc.pre(who.role !== 'auditor');
      expect(decideHttp(who, 'give-opinion', target).allowed).toBe(false);
    }));
  });

  it('a token can do nothing that its maker cannot', () => {
    const programmeOf = (project: string): string => (project < 'c' ? 'a' : 'b');
    fc.assert(fc.property(callers, fc.constantFrom(...ROLES), fc.array(entries, { maxLength: 3 }), fc.constantFrom(...ofTarget), ids, (maker, role, scope, need, project) => {
      fc.pre(!maker.mustChangePassword && mayHandOut(maker, role, scope, programmeOf));
      const target = { project, programme: programmeOf(project) };
      if (!decideHttp({ ...maker, role, scope, isProgram: true }, need, target).allowed) return;
      expect(decideHttp(maker, need, target).allowed).toBe(true);
    }), { numRuns: 2_000 });
  });

  it.each<[Role, string[], boolean]>([
    ['admin', [], true], ['admin', ['project:a'], false], ['officer', ['programme:a', 'programme:b'], true], ['officer', ['project:a'], false], ['officer', [], false],
    ['member', ['project:a'], true], ['member', ['programme:a'], false], ['auditor', ['programme:a', 'project:b'], true], ['member', ['project:a/b'], false],
  ])('%s with the scope %j is possible: %s', (role, scope, possible) => expect(isScopeOf(role, scope)).toBe(possible));
});
