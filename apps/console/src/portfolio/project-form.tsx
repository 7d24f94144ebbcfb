import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf, Programme } from '@yanshou/api-schema';
import { useNavigate } from 'react-router';
import { request, route } from '../api/request.js';
import { startOfDay } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { tabAddress } from '../project/project-tabs.js';
import { ActionForm } from '../ui/action-form.js';
import { FormCheck, FormChoice, FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import { PROJECT_FORM_TEXTS } from './project-form-texts.js';

type NewProject = BodyInputOf<'createProject'>;

const CREATE = route<'createProject'>('post', '/projects');
const USUAL_ZONE = 'Asia/Shanghai';
const POLICIES = ['quarantine', 'accept'] as const satisfies readonly NewProject['unknownMetric'][];
const FIELDS = ['programme', 'id', 'nameZh', 'nameEn', 'acceptedFrom', 'zone', 'unknownMetric'];

interface ProjectFormProps {
  /** Those in which the caller may create one; never empty. */
  readonly programmes: readonly Programme[];
  readonly onCancel: () => void;
}

/** What a project is before it has a contract; once it is there, its contract is what comes next. */
export function ProjectForm({ programmes, onCancel }: ProjectFormProps) {
  const { language, texts: { portfolio } } = useLanguage();
  const texts = useSectionTexts(PROJECT_FORM_TEXTS);
  const create = useCreate();
  const options = programmes.map((programme) => ({ value: programme.id, label: `${programme.id} ${nameIn(programme, language)}` }));
  return (
    <ActionForm label={portfolio.create} submit={portfolio.create} fields={FIELDS} action={create} onSubmit={(form) => create.mutate(projectOf(form))} onCancel={onCancel}>
      <FormChoice name="programme" label={texts.programme} options={options} initial={options.length === 1 ? options[0]?.value : ''} />
      <FormText name="id" label={texts.id} hint={texts.idHint} />
      <FormText name="nameZh" label={texts.nameZh} />
      <FormText name="nameEn" label={texts.nameEn} />
      <FormText name="acceptedFrom" type="date" label={texts.acceptedFrom} hint={texts.acceptedFromHint} />
      <FormChoice name="zone" label={texts.zone} hint={texts.zoneHint} options={zones()} initial={USUAL_ZONE} />
      <FormChoice name="unknownMetric" label={texts.unknownMetric} options={POLICIES.map((value) => ({ value, label: texts.policies[value] }))} initial="quarantine" />
      <FormCheck name="demonstration" label={texts.demonstration} />
    </ActionForm>
  );
}

/** Creates it and leads to its contract; the portfolio is read again meanwhile. */
function useCreate() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: NewProject) => request(CREATE, { body }),
    onSuccess: async ({ id }) => {
      const reading = client.invalidateQueries({ queryKey: ['portfolios'] });
      await navigate(tabAddress(id, 'contract'));
      await reading.catch(() => undefined);
    },
  });
}

const zones = () => [...new Set([USUAL_ZONE, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({ value, label: value }));

/** A day is the instant at which it begins where the project is. */
function projectOf(form: FormData): NewProject {
  const field = (name: string): string => entered(form, name).trim();
  return {
    programme: field('programme'), id: field('id'), nameZh: field('nameZh'), nameEn: field('nameEn'), zone: field('zone'), acceptedFrom: startOfDay(field('acceptedFrom'), field('zone')),
    unknownMetric: POLICIES.find((policy) => policy === field('unknownMetric')), demonstration: form.has('demonstration'),
  };
}
