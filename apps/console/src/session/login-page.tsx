import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../api/queries.js';
import { LinkLogin } from './link-login.js';
import { destinationOf, tokenOf } from './login-link.js';
import { PasswordLogin } from './password-login.js';

/** Login by name and password, or at once by the one-time link that the address holds. */
export function LoginPage() {
  const { hash, search } = useLocation();
  const [token, setToken] = useState(() => tokenOf(hash));
  const { data: session } = useSession();
  if (session) return <Navigate to={destinationOf(search)} replace />;
  if (token !== undefined) return <LinkLogin token={token} onPassword={() => setToken(undefined)} />;
  return <PasswordLogin />;
}
