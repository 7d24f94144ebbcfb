import { Link } from 'react-router';
import { useTexts } from '../i18n/language-context.js';
import { usePageTitle } from './page-title.js';
import { Empty } from './states.js';

/** An address without a page. */
export function NotFoundPage() {
  const texts = useTexts();
  usePageTitle(texts.problem.notFound);
  return <Empty title={texts.problem.notFound}><Link className="button" to="/">{texts.project.back}</Link></Empty>;
}
