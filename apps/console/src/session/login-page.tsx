import { useEffect, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { useSession } from '../api/queries.js';
import { LinkLogin } from './link-login.js';
import type { LoginLink } from './link-login.js';
import { destinationOf, tokenOf } from './login-link.js';
import { PasswordLogin } from './password-login.js';

/** Login by name and password, or at once by a one-time link: also by one that is pasted while this page is open. */
export function LoginPage() {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const [link, setLink] = useState<LoginLink>();
  const { data: session } = useSession();
  const token = tokenOf(hash);
  useEffect(() => {
    if (token === undefined) return;
    setLink({ token });
    // The token leaves the address, and the history, before it is used.
    void navigate({ search }, { replace: true });
  }, [token, search, navigate]);
  if (session) return <Navigate to={destinationOf(search)} replace />;
  if (link !== undefined) return <LinkLogin link={link} onPassword={() => setLink(undefined)} />;
  return token === undefined ? <PasswordLogin /> : null;
}
