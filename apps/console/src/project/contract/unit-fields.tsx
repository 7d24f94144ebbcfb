import type { Contract } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ListProblem } from '../../ui/list-problem.js';
import { CONTRACT_TEXTS } from './contract-texts.js';

type Unit = NonNullable<Contract['units']>[number];
type Entry = { readonly key: number; readonly unit: Unit | undefined };

/** Who carries the project out: evidence has to be one of theirs. */
export function UnitFields({ initial }: { readonly initial: readonly Unit[] }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const [entries, setEntries] = useState<readonly Entry[]>(initial.length === 0 ? [{ key: 0, unit: undefined }] : initial.map((unit, key) => ({ key, unit })));
  const add = (): void => setEntries([...entries, { key: Math.max(-1, ...entries.map(({ key }) => key)) + 1, unit: undefined }]);
  return (
    <fieldset>
      <legend>{texts.units}</legend>
      {entries.map(({ key, unit }, index) => (
        <div key={key} className="line-fields" role="group" aria-label={`${texts.unit} ${index + 1}`}>
          <label>{texts.unitName}<input name={`contract.units[${index}].name`} required defaultValue={unit?.name} autoComplete="off" /></label>
          <label>{texts.role}
            <select name={`contract.units[${index}].role`} defaultValue={unit?.role ?? (index === 0 ? 'lead' : 'partner')}>
              <option value="lead">{texts.roles.lead}</option><option value="partner">{texts.roles.partner}</option>
            </select>
          </label>
          <label>{texts.creditCode}<input name={`contract.units[${index}].creditCode`} defaultValue={unit?.creditCode} autoComplete="off" /></label>
          <button type="button" className="link" aria-label={texts.removeUnit(index + 1)} onClick={() => setEntries(entries.filter((one) => one.key !== key))}>{texts.remove}</button>
        </div>
      ))}
      <ListProblem name="contract.units" />
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addUnit}</button></span>
    </fieldset>
  );
}
