import type { IndicatorRow } from './indicator-row.js';

/** What is said of a lowered target wherever it is shown; null of one that is not. Rows of old assessments do not know their approval. */
export function loweredText({ loweredFrom, loweredApproval }: Pick<IndicatorRow, 'loweredFrom' | 'loweredApproval'>, language: 'zh' | 'en'): string | null {
  if (loweredFrom === null) return null;
  if (loweredApproval === undefined) return language === 'zh' ? `低于原定 ${loweredFrom}` : `lowered from ${loweredFrom}`;
  if (loweredApproval === null) return language === 'zh' ? `未经批准调整，低于原定 ${loweredFrom}` : `lowered without approval from ${loweredFrom}`;
  return language === 'zh' ? `经批准低于原定 ${loweredFrom}，${loweredApproval}` : `lowered from ${loweredFrom} by approval ${loweredApproval}`;
}
