/** What is looked for; an empty text filters nothing. */
export interface LibraryFilter {
  readonly text: string;
  readonly libraryClass: string;
  readonly field: string;
  readonly region: string;
  readonly applicant: string;
  readonly result: string;
}

export const UNFILTERED: LibraryFilter = { text: '', libraryClass: '', field: '', region: '', applicant: '', result: '' };
const FIELDS = Object.keys(UNFILTERED) as (keyof LibraryFilter)[];

export const RESULTS = ['recommended', 'in-review', 'selected', 'not-selected', 'promoted', 'withdrawn'] as const;
export type Result = (typeof RESULTS)[number];
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The filter that an address asks for; what it does not understand it leaves out. */
export function libraryFilterFrom(search: URLSearchParams): LibraryFilter {
  const own = Object.fromEntries(FIELDS.map((field) => [field, search.get(field)?.slice(0, 200) ?? ''])) as unknown as LibraryFilter;
  const known = (value: string, isKnown: boolean): string => (isKnown ? value : '');
  return {
    ...own, libraryClass: known(own.libraryClass, ID.test(own.libraryClass)), field: known(own.field, ID.test(own.field)),
    result: known(own.result, (RESULTS as readonly string[]).includes(own.result)),
  };
}

/** Only what filters, as it stands in the address and in the request. */
export const askedOf = (filter: LibraryFilter): { readonly [Field in keyof LibraryFilter]?: string } & { readonly result?: Result } =>
  Object.fromEntries(FIELDS.map((field) => [field, filter[field].trim()]).filter(([, value]) => value !== ''));

/** A class of the library and its fields, as the catalogue names them. */
export interface LibraryClassNames {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly fields: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}

/** The classes of a programme's library; none where the catalogue that was read has none. */
export function libraryClassesOf(programmes: readonly Readonly<Record<string, unknown>>[], programme: string): readonly LibraryClassNames[] {
  const library = programmes.find(({ id }) => id === programme)?.['library'];
  return Array.isArray(library) ? (library as readonly LibraryClassNames[]) : [];
}
