import { useQuery } from '@tanstack/react-query';
import type { BodyInputOf, LibraryProjectView } from '@yanshou/api-schema';
import { RECOMMENDER_KINDS } from '@yanshou/telemetry';
import { useState } from 'react';
import { useWrite } from '../administration/use-write.js';
import { request } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormArea, FormChoice, FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import type { LibraryClassNames } from './library-filter.js';
import { LIBRARY_KEY, LIBRARY_PROGRAMME, LIBRARY_ROUTES, recommendersQuery } from './library-routes.js';
import type { RecommenderView } from './library-routes.js';
import { LIBRARY_TEXTS } from './library-texts.js';

const FIELDS = ['id', 'batch', 'libraryClass', 'field', 'nameZh', 'nameEn', 'summary', 'region', 'applicant.name', 'applicant.creditCode', 'recommender', 'approval'];

interface RecommendFormProps {
  readonly classes: readonly LibraryClassNames[];
  readonly onDone: (made: LibraryProjectView) => void;
  readonly onCancel: () => void;
}

/** A project for the library: what it is, whose it is, and who recommends it. */
export function RecommendForm({ classes, onDone, onCancel }: RecommendFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const [chosen, setClass] = useState('');
  const { data: recommenders } = useQuery(recommendersQuery);
  const send = useWrite(LIBRARY_KEY, (form: FormData) => request(LIBRARY_ROUTES.recommendProject, { params: { g: LIBRARY_PROGRAMME }, body: entryOf(form, recommenders) }), onDone);
  const fields = classes.find(({ id }) => id === chosen)?.fields ?? [];
  return (
    <ActionForm label={texts.recommend} submit={texts.recommend} fields={FIELDS} action={send} onSubmit={send.mutate} onCancel={onCancel}>
      <FormText name="id" label={texts.id} hint={texts.idHint} />
      <FormText name="batch" label={texts.batch} />
      <FormChoice name="libraryClass" label={texts.libraryClass} options={classes.map((one) => ({ value: one.id, label: one[language] }))} onChoose={setClass} />
      <FormChoice key={chosen} name="field" label={texts.field} options={fields.map((one) => ({ value: one.id, label: one[language] }))} {...(chosen === '' ? { hint: texts.fieldHint } : {})} />
      <FormText name="nameZh" label={texts.nameZh} />
      <FormText name="nameEn" label={texts.nameEn} />
      <FormText name="region" label={texts.region} />
      <FormText name="applicant.name" label={texts.applicant} />
      <FormText name="applicant.creditCode" label={texts.creditCode} hint={texts.creditHint} />
      <RecommenderFields recommenders={recommenders} />
      <FormArea name="summary" label={texts.summary} isOptional isWide />
    </ActionForm>
  );
}

/** Only the registered may recommend; each kind has its quota. */
function RecommenderFields({ recommenders }: { readonly recommenders: readonly RecommenderView[] | undefined }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const options = (recommenders ?? []).map(({ id, name, kind }) => ({ value: id, label: `${name} · ${RECOMMENDER_KINDS[kind][language]}` }));
  return (
    <>
      <FormChoice name="recommender" label={texts.recommender} options={options} {...(recommenders?.length === 0 ? { hint: texts.noRecommenders } : {})} />
      <FormText name="approval" label={texts.approval} hint={texts.approvalHint} isOptional />
    </>
  );
}

/** Refused by the platform: nobody is registered without a name. */
const NOBODY: Pick<RecommenderView, 'kind' | 'name'> = { kind: 'province', name: '' };

function entryOf(form: FormData, recommenders: readonly RecommenderView[] = []): BodyInputOf<'recommendProject'> {
  const field = (name: string): string => entered(form, name).trim();
  const approval = field('approval');
  const { kind, name } = recommenders.find(({ id }) => id === field('recommender')) ?? NOBODY;
  return {
    id: field('id'), batch: field('batch'), libraryClass: field('libraryClass'), field: field('field'), nameZh: field('nameZh'), nameEn: field('nameEn'), summary: field('summary'), region: field('region'),
    applicant: { name: field('applicant.name'), creditCode: field('applicant.creditCode') }, recommender: { kind, name },
    ...(approval === '' ? {} : { approval }),
  };
}
