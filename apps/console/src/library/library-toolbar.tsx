import { useLanguage } from '../i18n/language-context.js';
import { ChoiceGroup } from '../ui/choice-group.js';
import { SearchField } from '../ui/search-field.js';
import { SelectField } from '../ui/select-field.js';
import { RESULTS } from './library-filter.js';
import type { LibraryClassNames, LibraryFilter } from './library-filter.js';

interface LibraryToolbarProps {
  readonly filter: LibraryFilter;
  readonly classes: readonly LibraryClassNames[];
  readonly onChange: (changed: Partial<LibraryFilter>) => void;
}

/** What the library is looked through by. A field belongs to a class: another class asks for the field anew. */
export function LibraryToolbar({ filter, classes, onChange }: LibraryToolbarProps) {
  const { language, texts: { library: texts } } = useLanguage();
  const shown = classes.filter(({ id }) => filter.libraryClass === '' || id === filter.libraryClass);
  const fields = shown.flatMap((one) => one.fields).map((field) => ({ value: field.id, label: field[language] }));
  const results = RESULTS.map((value) => ({ value, label: texts.results[value] }));
  return (
    <div className="toolbar">
      <ChoiceGroup label={texts.classFilter} choices={[{ value: '', label: texts.all }, ...classes.map((one) => ({ value: one.id, label: one[language] }))]} chosen={filter.libraryClass} onChoose={(libraryClass) => onChange({ libraryClass, field: '' })} />
      <SelectField label={texts.field} any={texts.anyField} options={fields} chosen={filter.field} onChoose={(field) => onChange({ field })} />
      <SelectField label={texts.result} any={texts.anyResult} options={results} chosen={filter.result} onChoose={(result) => onChange({ result })} />
      <SearchField label={texts.search} hint={texts.searchHint} text={filter.text} onChange={(text) => onChange({ text })} />
      <SearchField label={texts.region} hint={texts.region} text={filter.region} onChange={(region) => onChange({ region })} />
      <SearchField label={texts.applicant} hint={texts.applicant} text={filter.applicant} onChange={(applicant) => onChange({ applicant })} />
    </div>
  );
}
