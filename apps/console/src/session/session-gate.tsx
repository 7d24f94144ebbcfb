import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../api/queries.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { Loading } from '../ui/states.js';
import { Shell } from '../ui/shell.js';
import { PasswordPage } from './password-page.js';

/** Lets in who is logged in; a one-time password is changed first, everyone else logs in and comes back. */
export function SessionGate() {
  const { data: session, error, refetch } = useSession();
  const { pathname, search } = useLocation();
  if (session === null) return <Navigate to={`/login?next=${encodeURIComponent(`${pathname}${search}`)}`} replace />;
  if (session?.mustChangePassword) return <PasswordPage session={session} />;
  return (
    <Shell session={session}>
      {error && !session ? <ProblemPanel error={error} onRetry={() => void refetch()} /> : <Suspense fallback={<Loading lines={10} />}>{session ? <Outlet /> : <Loading lines={10} />}</Suspense>}
    </Shell>
  );
}
