import { RISK_ORDER, SORT_ORDERS, UNFILTERED, VERDICT_ORDER } from './portfolio-view.js';
import type { PortfolioFilter } from './portfolio-view.js';

/** The filter that an address asks for; what it does not understand it leaves out. */
export function filterFrom(search: URLSearchParams): PortfolioFilter {
  return {
    verdict: VERDICT_ORDER.find((verdict) => verdict === search.get('verdict')) ?? UNFILTERED.verdict,
    risk: RISK_ORDER.find((risk) => risk === search.get('risk')) ?? UNFILTERED.risk,
    text: search.get('q') ?? UNFILTERED.text,
    sort: SORT_ORDERS.find((sort) => sort === search.get('sort')) ?? UNFILTERED.sort,
  };
}

/** The address of a filter, so that it can be kept and sent on; only what differs from the usual. */
export function searchOf({ verdict, risk, text, sort }: PortfolioFilter): Record<string, string> {
  return {
    ...(verdict === UNFILTERED.verdict ? {} : { verdict }),
    ...(risk === UNFILTERED.risk ? {} : { risk }),
    ...(text === UNFILTERED.text ? {} : { q: text }),
    ...(sort === UNFILTERED.sort ? {} : { sort }),
  };
}
