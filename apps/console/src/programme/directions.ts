import { useQuery } from '@tanstack/react-query';
import type { Programme } from '@yanshou/api-schema';
import { catalogueQuery } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import type { Option } from '../ui/form-fields.js';

type Direction = Pick<Programme, 'id' | 'nameZh' | 'nameEn'>;
type CatalogueProgramme = { readonly id: string; readonly directions?: readonly Direction[] };

/** The directions of a programme as the catalogue names them. */
export const directionsOf = (programmes: readonly Readonly<Record<string, unknown>>[], programme: string): readonly Direction[] =>
  (programmes as unknown as readonly CatalogueProgramme[]).find(({ id }) => id === programme)?.directions ?? [];

/** Those directions to choose from. */
export function useDirectionOptions(programme: string): readonly Option[] {
  const { language } = useLanguage();
  const { data } = useQuery(catalogueQuery);
  return directionsOf(data?.programmes ?? [], programme).map((one) => ({ value: one.id, label: `${one.id} ${nameIn(one, language)}` }));
}
