import type { Session } from '@yanshou/api-schema';

type Caller = Pick<Session, 'id' | 'role'> | null | undefined;

/** Whether somebody who sees a project may enter things into it: what may not be done is not offered. The platform decides again. */
export const mayWork = (caller: Caller): boolean => caller?.role === 'admin' || caller?.role === 'officer' || caller?.role === 'member';

/** Whether somebody who sees a project may decide in it. */
export const mayDecide = (caller: Caller): boolean => caller?.role === 'admin' || caller?.role === 'officer';

/** Whether somebody who sees a project says what they find of its assessments, with figures of their own. */
export const mayGiveOpinion = (caller: Caller): boolean => caller?.role === 'auditor';

/** Nobody decides on what they submitted themselves. */
export const mayDecideOn = (caller: Caller, submittedBy: string | undefined): boolean => mayDecide(caller) && caller?.id !== submittedBy;

/** Whether the platform itself is theirs to look after. */
export const mayAdminister = (caller: Caller): boolean => caller?.role === 'admin';

type Scoped = Pick<Session, 'id' | 'role' | 'scope'> | null | undefined;

const coversProgramme = (caller: NonNullable<Scoped>, programme: string): boolean => caller.role === 'admin' || caller.scope.includes(`programme:${programme}`);

/** Whether a programme as a whole is theirs to enter things into. */
export const mayWorkProgramme = (caller: Scoped, programme: string): boolean => mayDecide(caller) && caller !== null && caller !== undefined && coversProgramme(caller, programme);

/** Whether a programme as a whole is theirs to see. */
export const maySeeProgramme = (caller: Scoped, programme: string): boolean =>
  (mayDecide(caller) || caller?.role === 'auditor') && caller !== null && caller !== undefined && coversProgramme(caller, programme);
