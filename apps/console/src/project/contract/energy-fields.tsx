import { useQuery } from '@tanstack/react-query';
import type { Contract } from '@yanshou/api-schema';
import { ENERGY_CARRIERS, ENERGY_DEFINITIONS } from '@yanshou/telemetry';
import { useId, useState } from 'react';
import { devicesQuery } from '../../api/queries.js';
import { classesQuery, evidenceQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormChoice } from '../../ui/form-fields.js';
import { ListProblem } from '../../ui/list-problem.js';
import { energyField, factorField } from './energy-draft.js';
import type { CoalFactor } from './energy-draft.js';
import { ENERGY_TEXTS } from './energy-texts.js';

interface EnergyFieldsProps {
  readonly project: string;
  readonly initial: Contract['energy'];
}

type Entry = { readonly key: number; readonly factor: CoalFactor | undefined };

/** How a gain in energy utilisation is computed: its definition, and what each metric is in coal. */
export function EnergyFields({ project, initial }: EnergyFieldsProps) {
  const texts = useSectionTexts(ENERGY_TEXTS);
  const [entries, setEntries] = useState<readonly Entry[]>(() => (initial?.factors ?? []).map((factor, key) => ({ key, factor })));
  const [devices, metrics] = [useId(), useId()];
  const add = (): void => setEntries([...entries, { key: Math.max(-1, ...entries.map(({ key }) => key)) + 1, factor: undefined }]);
  return (
    <fieldset>
      <legend>{texts.energy}</legend>
      <p className="muted">{texts.energyAbout}</p>
      <FormChoice name={energyField('definition')} label={texts.definition} options={ENERGY_DEFINITIONS.map((value) => ({ value, label: texts.definitions[value] }))} initial={initial?.definition} {...(initial?.model === undefined ? { isOptional: true } : { hint: texts.modelKept })} />
      <Known project={project} devices={devices} metrics={metrics} />
      {entries.map(({ key, factor }, index) => (
        <FactorLine key={key} project={project} factor={factor} index={index} lists={{ devices, metrics }} onRemove={() => setEntries(entries.filter((one) => one.key !== key))} />
      ))}
      <ListProblem name={energyField('factors')} />
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addFactor}</button></span>
    </fieldset>
  );
}

interface FactorLineProps {
  readonly project: string;
  readonly factor: CoalFactor | undefined;
  readonly index: number;
  /** Ids of the lists that the fields offer. */
  readonly lists: { readonly devices: string; readonly metrics: string };
  readonly onRemove: () => void;
}

function FactorLine({ project, factor, index, lists, onRemove }: FactorLineProps) {
  const texts = useSectionTexts(ENERGY_TEXTS);
  const name = (field: keyof CoalFactor): string => factorField(index, field);
  return (
    <div className="line-fields" role="group" aria-label={texts.factor(index + 1)}>
      <label>{texts.device}<input name={name('device')} list={lists.devices} required defaultValue={factor?.device} autoComplete="off" /></label>
      <label>{texts.metric}<input name={name('metric')} list={lists.metrics} required defaultValue={factor?.metric} autoComplete="off" /></label>
      <label>{texts.kgcePerUnit}<input name={name('kgcePerUnit')} type="number" step="any" required defaultValue={factor?.kgcePerUnit} /></label>
      <label>{texts.carrier}
        <select name={name('carrier')} defaultValue={factor?.carrier ?? ''}>
          <option value="">{texts.carrierByUnit}</option>
          {ENERGY_CARRIERS.map((carrier) => <option key={carrier} value={carrier}>{texts.carriers[carrier]}</option>)}
        </select>
      </label>
      <label>{texts.evidence}<Paper project={project} name={name('evidence')} initial={factor?.evidence} /></label>
      <button type="button" className="link" aria-label={texts.removeFactor(index + 1)} onClick={onRemove}>{texts.remove}</button>
    </div>
  );
}

/** Papers of the project; the one that stands in the contract stays there whether or not they can be read. */
function Paper({ project, name, initial }: { readonly project: string; readonly name: string; readonly initial: string | undefined }) {
  const texts = useSectionTexts(ENERGY_TEXTS);
  const { data: papers = [] } = useQuery(evidenceQuery(project));
  const [chosen, setChosen] = useState(initial ?? '');
  const known = papers.filter(({ status, id }) => status !== 'rejected' || id === initial).map(({ id, title }) => ({ id, title }));
  const options = initial === undefined || known.some(({ id }) => id === initial) ? known : [{ id: initial, title: initial }, ...known];
  return (
    <select name={name} value={chosen} onChange={(event) => setChosen(event.target.value)}>
      <option value="">{texts.noEvidence}</option>
      {options.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
    </select>
  );
}

/** What the inventory offers to the fields, once it is read; anything can be entered. */
function Known({ project, devices, metrics }: { readonly project: string; readonly devices: string; readonly metrics: string }) {
  const { language } = useLanguage();
  const { data: known = [] } = useQuery(devicesQuery(project));
  const { data: classes = [] } = useQuery(classesQuery(project));
  const names = [...new Set(classes.flatMap((one) => one.metrics.filter(({ role }) => role === 'energy').map(({ name }) => name)))];
  return (
    <>
      <datalist id={devices}>{known.map((device) => <option key={device.id} value={device.id}>{nameIn(device, language)}</option>)}</datalist>
      <datalist id={metrics}>{names.map((name) => <option key={name} value={name} />)}</datalist>
    </>
  );
}
