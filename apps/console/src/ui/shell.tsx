import type { Session } from '@yanshou/api-schema';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useTexts } from '../i18n/language-context.js';
import { mayDecide } from '../session/rights.js';
import { SignOutButton } from '../session/sign-out-button.js';
import { Brand } from './brand.js';
import { LanguageSwitch } from './language-switch.js';

interface ShellProps {
  readonly session: Session | undefined;
  readonly children: ReactNode;
}

/** What surrounds every page behind the login. */
export function Shell({ session, children }: ShellProps) {
  const texts = useTexts();
  return (
    <>
      <a className="skip" href="#content">{texts.skipToContent}</a>
      <header className="top">
        <Link to="/" className="top__brand"><Brand /></Link>
        {session && <PlatformLinks session={session} />}
        <div className="top__end">
          <LanguageSwitch />
          {session && <span className="top__user" title={texts.session.signedInAs(session.name)}>{session.name}</span>}
          {session && <SignOutButton />}
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>{children}</main>
    </>
  );
}

/** The pages beside the projects; alarms are for those who look after the platform. */
function PlatformLinks({ session }: { readonly session: Session }) {
  const { nav, library } = useTexts();
  return (
    <nav className="top__links" aria-label={nav.label}>
      <NavLink to="/" end>{nav.portfolio}</NavLink>
      <NavLink to="/library">{library.title}</NavLink>
      {mayDecide(session) && <NavLink to="/alarms">{nav.alarms}</NavLink>}
      <NavLink to="/administration">{nav.administration}</NavLink>
    </nav>
  );
}
