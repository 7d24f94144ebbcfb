import { createContext, useContext } from 'react';
import type { ProblemView } from '../api/problem.js';

/** What was refused of the form around it. */
export const FormProblem = createContext<ProblemView | undefined>(undefined);

/** The problem of one field of the form; `wide` fields take those of everything below them (`items` takes `items[0].budget`). */
export function useFieldProblem(name: string): ProblemView | undefined {
  const problem = useContext(FormProblem);
  return isAbout(problem?.field, name) ? problem : undefined;
}

/** Whether a problem's field is the one of that name, or lies within it. */
export const isAbout = (field: string | undefined, name: string): boolean => field === name || (field !== undefined && /^[.[]/.test(field.slice(name.length)) && field.startsWith(name));
