import { useQuery } from '@tanstack/react-query';
import { unitText } from '@yanshou/catalogue';
import { useState } from 'react';
import { catalogueQuery } from '../api/queries.js';
import { COMPARATOR_SIGNS, amountText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormChoice, FormText } from '../ui/form-fields.js';
import { TARGETS_TEXTS } from './targets-texts.js';
import { targetOf, withTarget } from './targets-view.js';
import type { TargetRow } from './targets-view.js';
import { useSettingsWrite } from './use-settings-write.js';

const FIELDS = ['indicator', 'comparator', 'value', 'unit', 'clause', 'approval', 'batches'];
const COMPARATORS = Object.entries(COMPARATOR_SIGNS).map(([value, label]) => ({ value, label }));

interface TargetFormProps {
  readonly programme: string;
  readonly direction: string;
  readonly batch: string;
  /** The indicator that it is about; without one it is chosen. */
  readonly row?: TargetRow;
  /** Those that have a row already. */
  readonly listed: readonly TargetRow[];
  readonly onClose: (said?: string) => void;
}

/** What the programme demands of an indicator, of all batches or of some. */
export function TargetForm({ programme, direction, batch, row, listed, onClose }: TargetFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(TARGETS_TEXTS);
  const catalogue = useQuery(catalogueQuery).data?.indicators ?? [];
  const [chosen, setChosen] = useState('');
  const subject = row ?? catalogue.find(({ id }) => id === chosen);
  const [name, unit] = subject === undefined ? ['', ''] : [nameIn(subject, language), subject.unit];
  const place = { direction, indicator: row?.indicator ?? chosen, unit };
  const save = useSettingsWrite(programme, (settings, form: FormData) => withTarget(settings, row?.changed, targetOf(form, place)), () => onClose(texts.saved(name)));
  const others = catalogue.filter(({ id }) => listed.every(({ indicator }) => indicator !== id)).map((one) => ({ value: one.id, label: nameIn(one, language) }));
  return (
    <ActionForm label={row ? texts.setLabel(name) : texts.add} submit={texts.set} fields={FIELDS} action={save} onSubmit={save.mutate} onCancel={() => onClose()} isInline={row !== undefined}>
      {row === undefined && <FormChoice name="indicator" label={texts.chooseIndicator} options={others} onChoose={setChosen} />}
      <ValueFields row={row} unit={unit} batch={batch} />
    </ActionForm>
  );
}

interface ValueFieldsProps {
  readonly row: TargetRow | undefined;
  readonly unit: string;
  readonly batch: string;
}

/** What is to be reached, by which clause and approval, and in which batches; first as it stands now. */
function ValueFields({ row, unit, batch }: ValueFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(TARGETS_TEXTS);
  const { approval, batches = batch === '' ? [] : [batch] } = row?.changed ?? {};
  const hint = row === undefined || row.documentTarget === null ? {} : { hint: texts.approvalHint(amountText(row.documentTarget, unit, language)) };
  return (
    <>
      <FormChoice name="comparator" label={texts.comparator} options={COMPARATORS} initial={row?.comparator ?? '>='} />
      <FormText name="value" type="number" step="any" label={texts.value(unitText(unit, language))} initial={row?.target?.toString()} />
      <FormText name="clause" label={texts.clause} hint={texts.clauseHint} initial={row?.clause} />
      <FormText name="approval" label={texts.approval} initial={approval} isOptional {...hint} />
      <FormText name="batches" label={texts.batches} hint={texts.batchesHint} initial={batches.join(', ')} isOptional />
    </>
  );
}
