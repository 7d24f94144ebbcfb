import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';

/** An indicator by the catalogue's name; by its id where the catalogue has none. */
export function useIndicatorName(): (indicator: string) => string {
  const { language } = useLanguage();
  const { data } = useQuery(catalogueQuery);
  return (indicator) => {
    const known = data?.indicators.find(({ id }) => id === indicator);
    return known === undefined ? indicator : nameIn(known, language);
  };
}
