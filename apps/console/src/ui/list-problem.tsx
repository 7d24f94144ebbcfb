import { useLanguage } from '../i18n/language-context.js';
import { useFieldProblem } from './form-problem.js';

/** What is refused of an entry of a list, with the place of it. */
export function ListProblem({ name }: { readonly name: string }) {
  const { language } = useLanguage();
  const problem = useFieldProblem(name);
  return problem === undefined ? null : <p className="field__problem" role="alert">{problem.detail[language]} <code>{problem.field}</code> <code>{problem.code}</code></p>;
}
