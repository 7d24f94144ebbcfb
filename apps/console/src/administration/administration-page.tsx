import { useSession } from '../api/queries.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayAdminister, mayDecide } from '../session/rights.js';
import { usePageTitle } from '../ui/page-title.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { ProgrammesSection } from './programmes-section.js';
import { SettingsSection } from './settings-section.js';
import { TokensSection } from './tokens-section.js';
import { UsersSection } from './users-section.js';

/** Users and settings for administrators, tokens for everyone. */
export function AdministrationPage() {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const { data: session } = useSession();
  usePageTitle(texts.title);
  return (
    <>
      <header className="page-head"><h1>{texts.title}</h1></header>
      {mayAdminister(session) && <UsersSection />}
      <TokensSection />
      {mayAdminister(session) && <ProgrammesSection />}
      {mayDecide(session) && <SettingsSection />}
    </>
  );
}
