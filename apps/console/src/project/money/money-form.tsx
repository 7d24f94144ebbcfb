import { useQuery } from '@tanstack/react-query';
import { COST_KINDS } from '@yanshou/catalogue';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { catalogueQuery } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormText } from '../../ui/form-fields.js';
import { ListProblem } from '../../ui/list-problem.js';
import { MONEY_TEXTS } from './money-texts.js';
import { freeItemId, inWan, statementOf } from './money-view.js';
import type { Money, Statement } from './money-view.js';

const FIELDS = ['applicant.code', 'applicant.name', 'construction.from', 'construction.to', 'districtMatching', 'items', 'sources'];

interface MoneyFormProps {
  readonly project: string;
  readonly money: Money | null;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Budget item by item and sources by year; what was stated before stands there. */
export function MoneyForm({ project, money, onDone, onCancel }: MoneyFormProps) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const stated = money?.stated;
  const save = useProjectWrite(project, 'money', (form: FormData) => request(WORK_ROUTES.stateMoney, { params: { p: project }, body: statementOf(form) }), onDone);
  return (
    <ActionForm label={texts.state} submit={texts.state} fields={FIELDS} action={save} onSubmit={save.mutate} onCancel={onCancel}>
      <FormText name="applicant.name" label={`${texts.applicant}: ${texts.applicantName}`} initial={stated?.applicant.name} />
      <FormText name="applicant.code" label={texts.applicantCode} initial={stated?.applicant.code} />
      <FormText name="construction.from" type="date" label={texts.constructionFrom} initial={stated?.construction.from} />
      <FormText name="construction.to" type="date" label={texts.constructionTo} initial={stated?.construction.to} isOptional />
      <FormText name="districtMatching" label={texts.matching} initial={stated?.districtMatching && inWan(stated.districtMatching)} isOptional />
      <ItemFields initial={stated?.items ?? []} />
      <SourceFields initial={stated?.sources ?? []} />
    </ActionForm>
  );
}

type Item = Partial<Statement['items'][number]> & { readonly id: string };

function ItemFields({ initial }: { readonly initial: Money['stated']['items'] }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const [items, setItems] = useState<readonly Item[]>(initial.length === 0 ? [{ id: freeItemId([]) }] : initial);
  const add = (): void => setItems([...items, { id: freeItemId(items.map(({ id }) => id)) }]);
  return (
    <fieldset>
      <legend>{texts.items}</legend>
      {items.map((item, index) => <ItemLine key={item.id} item={item} index={index} onRemove={() => setItems(items.filter((one) => one !== item))} />)}
      <ListProblem name="items" />
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addItem}</button></span>
    </fieldset>
  );
}

function ItemLine({ item: { id, line, kind, investedOn, budget, requested }, index, onRemove }: { readonly item: Item; readonly index: number; readonly onRemove: () => void }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(MONEY_TEXTS);
  const name = (field: string): string => `items[${index}].${field}`;
  return (
    <div className="line-fields" role="group" aria-label={`${texts.item} ${index + 1}`}>
      <input type="hidden" name={name('id')} value={id} />
      <Small label={texts.line}><LineChoice name={name('line')} initial={line} /></Small>
      <Small label={texts.kind}>
        <select name={name('kind')} defaultValue={kind ?? 'eligible'}>{Object.entries(COST_KINDS).map(([value, words]) => <option key={value} value={value}>{words[language]}</option>)}</select>
      </Small>
      <Small label={texts.investedOn}><input type="date" name={name('investedOn')} required defaultValue={investedOn} /></Small>
      <Small label={texts.budgetWan}><AmountInput name={name('budget')} initial={budget && inWan(budget)} /></Small>
      <Small label={texts.requestedWan}><AmountInput name={name('requested')} initial={requested === undefined ? '0' : inWan(requested)} /></Small>
      <button type="button" className="link" aria-label={texts.removeItem(index + 1)} onClick={onRemove}>{texts.remove}</button>
    </div>
  );
}

/** The lines of the programme's form, from the catalogue. */
function LineChoice({ name, initial }: { readonly name: string; readonly initial: string | undefined }) {
  const { language } = useLanguage();
  const { data } = useQuery(catalogueQuery);
  const [chosen, setChosen] = useState(initial);
  const programmes = (data?.programmes ?? []) as readonly { readonly budget?: { readonly lines: readonly { readonly id: string; readonly zh: string; readonly en: string }[] } }[];
  const lines = programmes.flatMap(({ budget }) => budget?.lines ?? []);
  return <select name={name} required value={chosen ?? lines[0]?.id ?? ''} onChange={(event) => setChosen(event.target.value)}>{lines.map((line) => <option key={line.id} value={line.id}>{line[language]}</option>)}</select>;
}

type SourceEntry = { readonly key: number; readonly source: Money['stated']['sources'][number] | undefined };

function SourceFields({ initial }: { readonly initial: Money['stated']['sources'] }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const [entries, setEntries] = useState<readonly SourceEntry[]>(initial.length === 0 ? [{ key: 0, source: undefined }] : initial.map((source, key) => ({ key, source })));
  const add = (): void => setEntries([...entries, { key: Math.max(-1, ...entries.map(({ key }) => key)) + 1, source: undefined }]);
  return (
    <fieldset>
      <legend>{texts.sources}</legend>
      {entries.map(({ key, source }, index) => (
        <div key={key} className="line-fields" role="group" aria-label={`${texts.year} ${index + 1}`}>
          <Small label={texts.year}><input type="number" name={`sources[${index}].year`} required min={1990} max={2100} defaultValue={source?.year} /></Small>
          <Small label={texts.ownWan}><AmountInput name={`sources[${index}].own`} initial={source && inWan(source.own)} /></Small>
          <Small label={texts.programmeWan}><AmountInput name={`sources[${index}].programme`} initial={source && inWan(source.programme)} /></Small>
          <button type="button" className="link" aria-label={texts.removeItem(index + 1)} onClick={() => setEntries(entries.filter((one) => one.key !== key))}>{texts.remove}</button>
        </div>
      ))}
      <ListProblem name="sources" />
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addSource}</button></span>
    </fieldset>
  );
}

const Small = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => <label>{label}{children}</label>;
export const AmountInput = ({ name, initial, isOptional = false }: { readonly name: string; readonly initial?: string | undefined; readonly isOptional?: boolean }) =>
  <input name={name} required={!isOptional} inputMode="decimal" pattern="\d{1,15}(\.\d{1,10})?" defaultValue={initial} autoComplete="off" />;
