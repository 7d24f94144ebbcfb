import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { classesQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormChoice } from '../../ui/form-fields.js';
import { Loaded } from '../../ui/loaded.js';
import { ClassDetails, classFields } from '../classes/class-details.js';
import { classOf } from '../classes/class-draft.js';
import type { ChangeFieldsProps } from './change-form.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

const AT = 'change.deviceClass.';
/** By the names by which the platform refuses them. */
export const CLASS_FIELDS = classFields(AT);

/** A class as it is to be, its metrics and their limits among it. */
export function ClassFields({ project, reader }: ChangeFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(FREEZE_TEXTS);
  const query = useQuery(classesQuery(project.id));
  const [chosen, setChosen] = useState('');
  const present = query.data?.find(({ id }) => id === chosen);
  useEffect(() => void (reader.current = present && ((form) => ({ kind: 'class', deviceClass: classOf(form, AT, present) }))));
  return (
    <>
      <Loaded query={query} lines={1}>
        {(classes) => <FormChoice name="class" label={texts.deviceClass} options={classes.map((one) => ({ value: one.id, label: `${one.id} ${nameIn(one, language)}` }))} onChoose={setChosen} />}
      </Loaded>
      {present && <ClassDetails key={present.id} at={AT} initial={present} />}
    </>
  );
}
