import type { Caller, HttpTarget, Role } from './caller.js';
import { coversProgramme, coversProject } from './caller.js';

/** What an operation demands; each has one rule below. */
export const HTTP_NEEDS = [
  'nothing', 'session', 'self', 'list', 'read-project', 'work-project', 'decide-project', 'give-opinion', 'read-programme', 'work-programme', 'create-project', 'change-user',
  'make-token', 'administer', 'watch-platform',
] as const;
export type HttpNeed = (typeof HTTP_NEEDS)[number];

/**
 * `unauthenticated`: no valid credential (401). `not-found`: there, but not for this caller, who must not learn of it
 * (404). `forbidden`: known to the caller, not allowed (403). `password-change-required`: first of all that (403).
 * `in-person`: allowed to whoever made the token, logged in themselves (403).
 */
export type HttpRefusal = 'unauthenticated' | 'not-found' | 'forbidden' | 'password-change-required' | 'in-person';
export type HttpDecision = { readonly allowed: true } | { readonly allowed: false; readonly code: HttpRefusal };

const ALLOWED: HttpDecision = { allowed: true };
const refuse = (code: HttpRefusal): HttpDecision => ({ allowed: false, code });

/** What every caller may do; lists hold only what the scope covers, tokens no more than their maker's rights. */
const OF_EVERY_CALLER: ReadonlySet<HttpNeed> = new Set<HttpNeed>(['session', 'self', 'list', 'make-token']);

/** Roles that may do what concerns the platform as a whole. */
const ANYWHERE: Readonly<Partial<Record<HttpNeed, readonly Role[]>>> = { 'administer': ['admin'], 'watch-platform': ['admin', 'officer'] };

/** Roles that may do what is done within a project or programme of their scope. */
const WITHIN: Readonly<Partial<Record<HttpNeed, readonly Role[]>>> = {
  'read-project': ['admin', 'officer', 'member', 'auditor'],
  'work-project': ['admin', 'officer', 'member'],
  'decide-project': ['admin', 'officer'],
  'give-opinion': ['auditor'],
  'read-programme': ['admin', 'officer', 'auditor'],
  'work-programme': ['admin', 'officer'],
  'create-project': ['admin', 'officer'],
};

/** What a person states in their own name: no program does it for them. */
const IN_PERSON: ReadonlySet<HttpNeed> = new Set<HttpNeed>(['give-opinion']);

/**
 * Whether `caller` may do what `need` says with `target`. Pure; denies by default: an unknown need, a target that is not
 * given, a scope that does not hold it.
 */
export function decideHttp(caller: Caller | undefined, need: HttpNeed, target: HttpTarget = {}): HttpDecision {
  if (need === 'nothing') return ALLOWED;
  if (caller === undefined) return refuse('unauthenticated');
  if (caller.mustChangePassword && !allowedBeforeChange(caller, need, target)) return refuse('password-change-required');
  if (OF_EVERY_CALLER.has(need)) return ALLOWED;
  const anywhere = ANYWHERE[need];
  if (anywhere !== undefined) return anywhere.includes(caller.role) ? ALLOWED : refuse('forbidden');
  if (need === 'change-user') return caller.role === 'admin' || target.user === caller.id ? ALLOWED : refuse('not-found');
  return decideWithin(caller, need, target);
}

function decideWithin(caller: Caller, need: HttpNeed, target: HttpTarget): HttpDecision {
  const roles = WITHIN[need];
  // That projects can be created is no secret; which programmes there are is one.
  if (need === 'create-project' && roles?.includes(caller.role) === false) return refuse('forbidden');
  if (roles === undefined || !isCovered(caller, need, target)) return refuse('not-found');
  if (!roles.includes(caller.role)) return refuse('forbidden');
  return IN_PERSON.has(need) && caller.isProgram === true ? refuse('in-person') : ALLOWED;
}

function isCovered(caller: Caller, need: HttpNeed, { project, programme }: HttpTarget): boolean {
  if (programme === undefined) return false;
  if (need === 'read-programme' || need === 'work-programme' || need === 'create-project') return coversProgramme(caller, programme);
  return project !== undefined && coversProject(caller, project, programme);
}

/** Seeing who one is, leaving, and changing the password itself. */
const allowedBeforeChange = (caller: Caller, need: HttpNeed, { user }: HttpTarget): boolean =>
  need === 'session' || (need === 'change-user' && user === caller.id);
