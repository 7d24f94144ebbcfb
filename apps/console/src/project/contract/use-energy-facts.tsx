import type { Contract } from '@yanshou/api-schema';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ENERGY_TEXTS } from './energy-texts.js';
import type { CoalFactor } from './energy-draft.js';

/** How energy, air and water are judged, each as a term and what it says; nothing where the contract is silent. */
export function useEnergyFacts({ energy, environment }: Contract): readonly (readonly [string, ReactNode])[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(ENERGY_TEXTS);
  const factorText = ({ device, metric, kgcePerUnit, carrier, evidence }: CoalFactor): string =>
    [texts.factorText(device, metric, String(kgcePerUnit)), ...(carrier === undefined ? [] : [texts.carriers[carrier]]), ...(evidence === undefined ? [] : [texts.byEvidence(evidence)])].join(' · ');
  const { airStandard, waterBody, salmonid } = environment ?? {};
  const judged = [...(airStandard === undefined ? [] : [airStandard]), ...(waterBody === undefined ? [] : [texts.waterBodies[waterBody]]), ...(salmonid === true ? [texts.salmonid] : [])];
  return [
    ...(energy === undefined ? [] : [[texts.energy, <>{texts.definitions[energy.definition]}{(energy.factors ?? []).map((factor) => <small key={`${factor.device} ${factor.metric}`}>{factorText(factor)}</small>)}</>] as const]),
    ...(judged.length === 0 ? [] : [[texts.environment, listIn(judged, language)] as const]),
  ];
}
