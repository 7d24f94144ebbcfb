import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '@yanshou/api-schema';
import { useState } from 'react';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { SESSION_KEY } from '../api/query-client.js';
import { useTexts } from '../i18n/language-context.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { TextField, entered } from '../ui/text-field.js';
import { EntryFrame } from './entry-frame.js';
import { LEAST_PASSWORD, passwordFault } from './new-password.js';
import { SignOutButton } from './sign-out-button.js';

/** A one-time password is replaced before anything else. */
export function PasswordPage({ session }: { readonly session: Session }) {
  const { session: texts } = useTexts();
  const client = useQueryClient();
  const [fault, setFault] = useState<string>();
  const change = useMutation({
    mutationFn: (form: FormData) => request(ROUTES.changeUser, {
      params: { u: session.id }, body: { currentPassword: entered(form, 'current'), password: entered(form, 'new') },
    }),
    onSuccess: () => client.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  const submit = (form: FormData): void => {
    const found = passwordFault(entered(form, 'new'), entered(form, 'again'), texts);
    setFault(found);
    if (found === undefined) change.mutate(form);
  };
  return (
    <EntryFrame title={texts.changeTitle}>
      <p>{texts.changeReason}</p>
      <form onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}>
        <TextField name="current" label={texts.currentPassword} type="password" autoComplete="current-password" autoFocus />
        <TextField name="new" label={texts.newPassword} type="password" autoComplete="new-password" hint={texts.passwordRule(LEAST_PASSWORD)} />
        <TextField name="again" label={texts.repeatPassword} type="password" autoComplete="new-password" />
        {fault !== undefined && <p className="problem" role="alert">{fault}</p>}
        {fault === undefined && change.error && <ProblemPanel error={change.error} />}
        <button type="submit" className="button button--main" disabled={change.isPending}>{change.isPending ? texts.changing : texts.change}</button>
        <SignOutButton />
      </form>
    </EntryFrame>
  );
}
