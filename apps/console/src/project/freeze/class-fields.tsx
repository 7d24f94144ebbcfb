import { useQuery } from '@tanstack/react-query';
import { MASK_INTERVALS } from '@yanshou/telemetry';
import { useEffect, useState } from 'react';
import { classesQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormChoice } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import type { ChangeFieldsProps } from './change-form.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

/** The judging interval of a class; its metrics stay. */
export function ClassFields({ project, reader }: ChangeFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(FREEZE_TEXTS);
  const { data: classes = [] } = useQuery(classesQuery(project.id));
  const [chosen, setChosen] = useState('');
  const present = classes.find(({ id }) => id === chosen);
  useEffect(() => void (reader.current = present && ((form) => ({ kind: 'class', deviceClass: { ...present, judgingIntervalMinutes: Number(entered(form, 'interval')) } }))));
  return (
    <>
      <FormChoice name="class" label={texts.deviceClass} options={classes.map((one) => ({ value: one.id, label: `${one.id} ${nameIn(one, language)}` }))} onChoose={setChosen} />
      {present && <FormChoice key={present.id} name="interval" label={texts.interval} initial={String(present.judgingIntervalMinutes)} options={MASK_INTERVALS.map((minutes) => ({ value: String(minutes), label: String(minutes) }))} />}
    </>
  );
}
