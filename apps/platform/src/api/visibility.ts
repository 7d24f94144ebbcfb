import type { Caller } from '@yanshou/access';
import { coversProgramme, coversProject } from '@yanshou/access';
import type { ProjectRecord } from '@yanshou/registry';
import type { Identified } from './call.js';

const callers = ({ caller, maker }: Identified): readonly Caller[] => (maker === undefined ? [caller] : [caller, maker]);

/** What a list shows: a project that the caller's scope holds, and that of a token's maker. */
export const seesProject = (identified: Identified, { id, programme }: ProjectRecord): boolean =>
  callers(identified).every((caller) => coversProject(caller, id, programme));

/** Who decides on evidence may learn of what two projects submitted; nobody else, because it tells that there is another. */
export const seesFindings = (identified: Identified): boolean => callers(identified).every(({ role }) => role === 'admin' || role === 'officer');

/** A programme is seen by whom it is given to, and by whoever sees a project of it. */
export const seesProgramme = (identified: Identified, programme: string, projects: readonly ProjectRecord[]): boolean =>
  callers(identified).every((caller) => coversProgramme(caller, programme)) ||
  projects.some((project) => project.programme === programme && seesProject(identified, project));

/** The whole programme is the caller's, and that of a token's maker. */
export const seesWholeProgramme = (identified: Identified, programme: string): boolean =>
  callers(identified).every((caller) => coversProgramme(caller, programme));
