import { Fragment, useState } from 'react';
import { useSectionTexts } from '../i18n/section-texts.js';
import { useSettingsWrite } from '../programme/use-settings-write.js';
import { ActionForm } from '../ui/action-form.js';
import { FormChoice, FormText } from '../ui/form-fields.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { DAY_NAMES, percentOf, settingsOf } from './administration-view.js';
import type { Settings } from './administration-view.js';
import { FIGURE_FIELDS, figureTexts, seededFigures } from './rule-figures-form.js';
import { RULE_FIGURE_TEXTS } from './rule-figure-texts.js';

const FIELDS = [...DAY_NAMES.map((name) => `dayCounts.${name}`), 'dayCounts.remindBefore'];
const KINDS = ['all-met', 'key-met', 'mean-completion'] as const;

interface SettingsFormProps {
  readonly programme: string;
  readonly settings: Settings;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function SettingsForm({ programme, settings: { rollUp, dayCounts, ruleDocuments }, onDone, onCancel }: SettingsFormProps) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const [kind, setKind] = useState<string>(rollUp.kind);
  // The targets are set one by one, in a section of their own.
  const save = useSettingsWrite(programme, ({ targets }, form: FormData) => ({ settings: { ...settingsOf(form), ...(targets === undefined ? {} : { targets }) } }), onDone);
  return (
    <ActionForm label={texts.edit} submit={texts.edit} fields={FIELDS} action={save} onSubmit={save.mutate} onCancel={onCancel}>
      <FormChoice name="kind" label={texts.rollUp} initial={rollUp.kind} options={KINDS.map((value) => ({ value, label: texts.rollUps[value] }))} onChoose={setKind} />
      {kind !== 'all-met' && <FormText name="percent" type="number" min={0} max="100" step="any" label={texts.percent} initial={String(percentOf(rollUp))} />}
      {DAY_NAMES.map((name) => <FormText key={name} name={`dayCounts.${name}`} type="number" min={1} label={`${texts.dayNames[name]} · ${texts.days}`} initial={String(dayCounts[name])} />)}
      <FormText name="dayCounts.remindBefore" label={texts.remindBefore} hint={texts.batchesHint} initial={dayCounts.remindBefore.join(', ')} isOptional />
      <DocumentFields programme={programme} initial={ruleDocuments} />
    </ActionForm>
  );
}

type Entry = { readonly key: number; readonly document: Settings['ruleDocuments'][number] | undefined };

function DocumentFields({ programme, initial }: { readonly programme: string; readonly initial: Settings['ruleDocuments'] }) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const figures = useSectionTexts(RULE_FIGURE_TEXTS);
  const [entries, setEntries] = useState<readonly Entry[]>(initial.map((document, key) => ({ key, document })));
  const add = (): void => setEntries([...entries, { key: Math.max(-1, ...entries.map(({ key }) => key)) + 1, document: undefined }]);
  return (
    <fieldset>
      <legend>{texts.documents}</legend>
      {entries.map(({ key, document }, index) => {
        const field = (name: string, label: string, value: string | undefined, more: object = { required: true }) => <label>{label}<input name={`ruleDocuments[${index}].${name}`} defaultValue={value} autoComplete="off" {...more} /></label>;
        return (
          <div key={key} className="line-fields" role="group" aria-label={`${texts.documents} ${index + 1}`}>
            {field('number', texts.number, document?.number)}
            {field('title', texts.documentTitle, document?.title)}
            {field('validFrom', texts.validFrom, document?.validFrom, { type: 'date', required: true })}
            {field('validTo', texts.validTo, document?.validTo, { type: 'date' })}
            {field('batches', texts.batches, document?.batches.join(', '), {})}
            <details>
              <summary>{figures.title}</summary>
              <p className="muted">{figures.help}</p>
              {FIGURE_FIELDS.map((name) => <Fragment key={name}>{field(`figures.${name}`, figures.fields[name], figureTexts(document === undefined ? seededFigures(programme) : document.figures)[name], name.endsWith('.day') ? { type: 'date' } : {})}</Fragment>)}
            </details>
            <button type="button" className="link" aria-label={texts.removeDocument(index + 1)} onClick={() => setEntries(entries.filter((one) => one.key !== key))}>{texts.remove}</button>
          </div>
        );
      })}
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addDocument}</button></span>
    </fieldset>
  );
}
