import { RECOMMENDER_KINDS } from '@yanshou/telemetry';
import type { RecommenderKind } from '@yanshou/telemetry';
import { useWrite } from '../administration/use-write.js';
import { request } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormChoice, FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import { LIBRARY_KEY, LIBRARY_PROGRAMME, LIBRARY_ROUTES } from './library-routes.js';
import type { RecommenderView } from './library-routes.js';
import { RECOMMENDER_TEXTS } from './recommender-texts.js';

interface RegisterFormProps {
  /** With what was done, in words; without when it was left. */
  readonly onClose: (said?: string) => void;
}

/** An organisation that may recommend from now on. */
export function RegisterForm({ onClose }: RegisterFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(RECOMMENDER_TEXTS);
  const send = useRegister(({ name }) => onClose(texts.registered(name)));
  const submit = (form: FormData): void => send.mutate({ id: entered(form, 'id').trim(), kind: entered(form, 'kind') as RecommenderKind, name: entered(form, 'name') });
  return (
    <ActionForm label={texts.register} submit={texts.register} fields={['id', 'kind', 'name']} action={send} onSubmit={submit} onCancel={() => onClose()}>
      <FormText name="name" label={texts.name} />
      <FormChoice name="kind" label={texts.kind} hint={texts.kindHint} options={Object.entries(RECOMMENDER_KINDS).map(([value, names]) => ({ value, label: names[language] }))} />
      <FormText name="id" label={texts.id} hint={texts.idHint} />
    </ActionForm>
  );
}

/** Another name; what it has recommended stays its own. */
export function RenameForm({ recommender: { id, kind, name: before }, onClose }: RegisterFormProps & { readonly recommender: RecommenderView }) {
  const texts = useSectionTexts(RECOMMENDER_TEXTS);
  const send = useRegister(({ name }) => onClose(texts.renamed(name)));
  return (
    <ActionForm label={texts.renameLabel(before)} submit={texts.rename} fields={['name']} action={send} onSubmit={(form) => send.mutate({ id, kind, name: entered(form, 'name') })} onCancel={() => onClose()} isInline>
      <FormText name="name" label={texts.name} initial={before} />
    </ActionForm>
  );
}

const useRegister = (onDone: (registered: RecommenderView) => void) =>
  useWrite(LIBRARY_KEY, (body: Pick<RecommenderView, 'id' | 'kind' | 'name'>) => request(LIBRARY_ROUTES.registerRecommender, { params: { g: LIBRARY_PROGRAMME }, body }), onDone);
