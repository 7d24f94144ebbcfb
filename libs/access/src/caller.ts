import { PRINCIPAL_ID } from '@yanshou/telemetry';

export const ROLES = ['admin', 'officer', 'member', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who calls over HTTP, a person or an API token, and what the call may reach. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
  /** Entries `programme:{id}` and `project:{id}`; an administrator needs none. */
  readonly scope: readonly string[];
  /** Until it is changed, nothing but changing it is allowed. */
  readonly mustChangePassword: boolean;
  /** A program by its token, and not the person who made that. */
  readonly isProgram?: true;
}

/** What a call reaches for. A project is always given with its programme. */
export interface HttpTarget {
  readonly project?: string;
  readonly programme?: string;
  /** The user whose record is to be changed. */
  readonly user?: string;
}

/** Whether the scope holds the project itself or its programme. */
export const coversProject = (caller: Caller, project: string, programme: string): boolean =>
  caller.role === 'admin' || caller.scope.includes(`project:${project}`) || coversProgramme(caller, programme);

/** Whether the scope holds the whole programme. */
export const coversProgramme = (caller: Caller, programme: string): boolean =>
  caller.role === 'admin' || caller.scope.includes(`programme:${programme}`);

const ENTRY = /^(programme|project):(.+)$/;
/** Which kinds of entry a role's scope may hold, and whether it needs one. */
const ENTRIES: Readonly<Record<Role, readonly string[]>> = {
  admin: [], officer: ['programme'], member: ['project'], auditor: ['programme', 'project'],
};

/** Whether a scope is one that a role may have: officers have programmes, members projects, auditors either, administrators none. */
export function isScopeOf(role: Role, scope: readonly string[]): boolean {
  const wellFormed = scope.every((entry) => {
    const [, kind = '', id = ''] = ENTRY.exec(entry) ?? [];
    return ENTRIES[role].includes(kind) && PRINCIPAL_ID.test(id);
  });
  return wellFormed && (role === 'admin') === (scope.length === 0);
}

/**
 * Whether `maker` may hand out a token of this role and scope: the maker's own role or one that can do no more, and
 * nothing that the maker's scope does not hold. `programmeOf` answers the programme of a project, undefined for none.
 */
export function mayHandOut(maker: Caller, role: Role, scope: readonly string[], programmeOf: (project: string) => string | undefined): boolean {
  if (!isScopeOf(role, scope)) return false;
  if (maker.role === 'admin') return true;
  if (role !== maker.role && !(maker.role === 'officer' && role === 'member')) return false;
  return scope.every((entry) => maker.scope.includes(entry) || isWithin(maker, entry, programmeOf));
}

function isWithin(maker: Caller, entry: string, programmeOf: (project: string) => string | undefined): boolean {
  const programme = entry.startsWith('project:') ? programmeOf(entry.slice('project:'.length)) : undefined;
  return programme !== undefined && coversProgramme(maker, programme);
}
