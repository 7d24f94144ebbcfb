import type { DesignationLevel } from '@yanshou/telemetry';

/** An id that none of a project's designations has, such as `agriculture-park-2`. */
export function freeId(level: DesignationLevel, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${level}-${number}`)) number += 1;
  return `${level}-${number}`;
}

/** Parks, enterprises and bases have names of their own; a project of its level is itself. */
export const isOfProject = (level: string): boolean => level.endsWith('-project');
