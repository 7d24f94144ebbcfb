import type { Contract } from '@yanshou/api-schema';
import { AIR_STANDARDS } from '@yanshou/telemetry';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormCheck, FormChoice } from '../../ui/form-fields.js';
import { ENERGY_TEXTS } from './energy-texts.js';
import { WATER_BODIES, environmentField } from './environment-draft.js';

/** By which texts air and water are judged. */
export function EnvironmentFields({ initial }: { readonly initial: Contract['environment'] }) {
  const texts = useSectionTexts(ENERGY_TEXTS);
  return (
    <fieldset>
      <legend>{texts.environment}</legend>
      <FormChoice name={environmentField('airStandard')} label={texts.airStandard} hint={texts.airHint} options={AIR_STANDARDS.map((value) => ({ value, label: value }))} initial={initial?.airStandard} isOptional />
      <FormChoice name={environmentField('waterBody')} label={texts.waterBody} hint={texts.waterBodyHint} options={WATER_BODIES.map((value) => ({ value, label: texts.waterBodies[value] }))} initial={initial?.waterBody} isOptional />
      <FormCheck name={environmentField('salmonid')} label={texts.salmonid} initial={initial?.salmonid} />
    </fieldset>
  );
}
