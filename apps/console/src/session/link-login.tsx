import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { SESSION_KEY } from '../api/query-client.js';
import { useTexts } from '../i18n/language-context.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { Loading } from '../ui/states.js';
import { EntryFrame } from './entry-frame.js';

/** A link that was followed; the same link followed again is another object. */
export interface LoginLink {
  readonly token: string;
}

interface LinkLoginProps {
  readonly link: LoginLink;
  /** The other way in, when the link does not work any more. */
  readonly onPassword: () => void;
}

/** Exchanges a one-time link for a session, once each time that it is followed. */
export function LinkLogin({ link, onPassword }: LinkLoginProps) {
  const { session: texts } = useTexts();
  const client = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: (token: string) => request(ROUTES.useLoginLink, { body: { token } }),
    onSuccess: (session) => client.setQueryData(SESSION_KEY, session),
  });
  const used = useRef<LoginLink>(undefined);
  useEffect(() => {
    if (used.current === link) return;
    used.current = link;
    mutate(link.token);
  }, [link, mutate]);
  return (
    <EntryFrame title={texts.linkTitle}>
      {error ? <ProblemPanel error={error} /> : <><p>{texts.linkWorking}</p><Loading lines={2} /></>}
      {error && <button type="button" className="button" onClick={onPassword}>{texts.signIn}</button>}
    </EntryFrame>
  );
}
