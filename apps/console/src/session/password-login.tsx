import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { SESSION_KEY } from '../api/query-client.js';
import { useTexts } from '../i18n/language-context.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { TextField, entered } from '../ui/text-field.js';
import { EntryFrame } from './entry-frame.js';

/** Name and password. */
export function PasswordLogin() {
  const { session: texts } = useTexts();
  const client = useQueryClient();
  const logIn = useMutation({
    mutationFn: (form: FormData) => request(ROUTES.logIn, { body: { username: entered(form, 'username').trim(), password: entered(form, 'password') } }),
    onSuccess: (session) => client.setQueryData(SESSION_KEY, session),
  });
  return (
    <EntryFrame title={texts.title}>
      <form onSubmit={(event) => {
        event.preventDefault();
        logIn.mutate(new FormData(event.currentTarget));
      }}>
        <TextField name="username" label={texts.username} autoComplete="username" autoFocus />
        <TextField name="password" label={texts.password} type="password" autoComplete="current-password" />
        {logIn.error && <ProblemPanel error={logIn.error} />}
        <button type="submit" className="button button--main" disabled={logIn.isPending}>{logIn.isPending ? texts.signingIn : texts.signIn}</button>
      </form>
    </EntryFrame>
  );
}
