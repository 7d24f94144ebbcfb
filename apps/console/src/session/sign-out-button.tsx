import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { SESSION_KEY } from '../api/query-client.js';
import { useTexts } from '../i18n/language-context.js';

/** Ends the session and forgets everything that was read in it. */
export function SignOutButton() {
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => request(ROUTES.logOut),
    onSettled: () => {
      client.setQueryData(SESSION_KEY, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    },
  });
  return <button type="button" className="button button--quiet" onClick={() => signOut.mutate()}>{useTexts().session.signOut}</button>;
}
