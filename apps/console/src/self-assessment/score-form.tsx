import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf, SelfAssessmentView as Table } from '@yanshou/api-schema';
import { useState } from 'react';
import { selfAssessmentQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { TextField, entered } from '../ui/text-field.js';
import { ScoreTable } from './score-table.js';
import { entriesOf, typedOf, withSuggestions } from './scores.js';
import type { TypedRow } from './scores.js';

interface ScoreFormProps {
  readonly project: string;
  readonly table: Table;
  /** Something was entered into it. */
  readonly onType: () => void;
  readonly onSaved: () => void;
}

/** One form for the whole table; it is saved on top of the version that was seen, and issued once nothing is missing. */
export function ScoreForm({ project, table, onType, onSaved }: ScoreFormProps) {
  const { language, texts: { selfAssessment: texts } } = useLanguage();
  const [typed, setTyped] = useState(() => typedOf(table.rows));
  const [fault, setFault] = useState<string>();
  const { save, issue } = useSelfAssessment(project, table, onSaved);
  const alter = (altered: (before: typeof typed) => typeof typed): void => {
    setTyped(altered);
    onType();
  };
  const type = (row: string, change: Partial<TypedRow>): void => alter((before) => ({ ...before, [row]: { weight: '', score: '', deviation: '', ...before[row], ...change } }));
  const submit = (form: FormData): void => {
    const read = entriesOf(typed, table.rows);
    setFault('row' in read ? texts.notANumber((read.field === 'weight' ? texts.weightOf : texts.scoreOf)(nameIn(read.row.figure, language))) : undefined);
    const reason = entered(form, 'reason').trim();
    if ('entries' in read) save.mutate({ basedOn: table.version, entries: read.entries, ...(reason === '' ? {} : { reason }) });
  };
  const isChanged = JSON.stringify(typed) !== JSON.stringify(typedOf(table.rows));
  const problem = save.error ?? issue.error;
  return (
    <form className="scoring" aria-label={texts.title} onSubmit={(event) => {
      event.preventDefault();
      submit(new FormData(event.currentTarget));
    }}>
      {/* Once it is saved the table is made anew: what would be typed meanwhile would be lost. */}
      <fieldset className="together" disabled={save.isPending || issue.isPending}>
        <ScoreTable table={table} typed={typed} onType={type} />
        {table.state === 'issued' && <TextField name="reason" label={texts.reason} />}
        <span className="buttons">
          <button type="submit" className="button button--main">{save.isPending ? texts.saving : texts.save}</button>
          <button type="button" className="button" onClick={() => alter((before) => withSuggestions(before, table.rows))}>{texts.takeSuggestions}</button>
          {table.state === 'draft' && <button type="button" className="button" title={texts.issueHelp} disabled={isChanged || table.faults.length > 0} onClick={() => issue.mutate()}>{issue.isPending ? texts.issuing : texts.issue}</button>}
        </span>
      </fieldset>
      {fault !== undefined && <p className="problem" role="alert">{fault}</p>}
      {fault === undefined && problem && <ProblemPanel error={problem} />}
      {table.state === 'draft' && <Faults table={table} />}
    </form>
  );
}

function Faults({ table: { faults } }: { readonly table: Table }) {
  const { language, texts: { selfAssessment: texts } } = useLanguage();
  if (faults.length === 0) return <p className="muted">{texts.issueHelp}</p>;
  return <div><p>{texts.faults}</p><ul>{faults.map((fault) => <li key={`${fault.code} ${fault.row}`}>{fault[language]}</li>)}</ul></div>;
}

function useSelfAssessment(project: string, { year, version }: Table, onSaved: () => void) {
  const client = useQueryClient();
  const params = { p: project, y: String(year) };
  const show = (table: Table): void => {
    client.setQueryData(selfAssessmentQuery(project, params.y).queryKey, table);
    onSaved();
  };
  return {
    save: useMutation({ mutationFn: (body: BodyInputOf<'saveSelfAssessment'>) => request(ROUTES.saveSelfAssessment, { params, body }), onSuccess: show }),
    issue: useMutation({ mutationFn: () => request(ROUTES.issueSelfAssessment, { params, body: { basedOn: version } }), onSuccess: show }),
  };
}
