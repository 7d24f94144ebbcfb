import type { AnswerOf, Role, User } from '@yanshou/api-schema';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormArea, FormChoice, FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import { ADMINISTRATION_ROUTES } from './administration-queries.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { scopeOf } from './administration-view.js';
import { useWrite } from './use-write.js';

const ROLES: readonly Role[] = ['admin', 'officer', 'member', 'auditor'];
const FIELDS = ['id', 'name', 'role', 'scope'];
const KEY = ['users'];

interface NewUserFormProps {
  readonly onDone: (made: AnswerOf<'createUser'>) => void;
  readonly onCancel: () => void;
}

/** A one-time password is made and told once. */
export function NewUserForm({ onDone, onCancel }: NewUserFormProps) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const create = useWrite(KEY, (form: FormData) => request(ADMINISTRATION_ROUTES.createUser, { body: { id: entered(form, 'id').trim(), ...rightsOf(form) } }), onDone);
  return (
    <ActionForm label={texts.addUser} submit={texts.addUser} fields={FIELDS} action={create} onSubmit={create.mutate} onCancel={onCancel}>
      <FormText name="id" label={texts.id} />
      <RightsFields />
    </ActionForm>
  );
}

interface ChangeUserFormProps {
  readonly user: User;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function ChangeUserForm({ user, onDone, onCancel }: ChangeUserFormProps) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const change = useWrite(KEY, (form: FormData) => request(ROUTES.changeUser, { params: { u: user.id }, body: rightsOf(form) }), onDone);
  return (
    <ActionForm label={texts.changeLabel(user.id)} submit={texts.change} fields={FIELDS} action={change} onSubmit={change.mutate} onCancel={onCancel} isInline>
      <RightsFields user={user} />
    </ActionForm>
  );
}

function RightsFields({ user }: { readonly user?: User }) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  return (
    <>
      <FormText name="name" label={texts.name} initial={user?.name} />
      <FormChoice name="role" label={texts.role} initial={user?.role} options={ROLES.map((value) => ({ value, label: texts.roles[value] }))} />
      <FormArea name="scope" label={texts.scope} hint={texts.scopeHint} initial={user?.scope.join('\n')} isOptional isWide />
    </>
  );
}

const rightsOf = (form: FormData): { name: string; role: Role; scope: string[] } =>
  ({ name: entered(form, 'name'), role: entered(form, 'role') as Role, scope: scopeOf(entered(form, 'scope')) });
