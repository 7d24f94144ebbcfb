import { useTexts } from '../i18n/language-context.js';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Where in the list this page is, in words. */
  readonly label: string;
  readonly onPage: (page: number) => void;
}

/** Back and forth through a list. */
export function Pager({ page, pages, label, onPage }: PagerProps) {
  const { devices: texts } = useTexts();
  return (
    <div className="pager">
      <span role="status">{label}</span>
      <button type="button" className="button" disabled={page === 0} onClick={() => onPage(page - 1)}>{texts.previous}</button>
      <button type="button" className="button" disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>{texts.next}</button>
    </div>
  );
}
