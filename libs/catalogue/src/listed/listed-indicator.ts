import type { BilingualText } from '../bilingual.js';
import type { IndicatorEntry, ListedIndicator } from '../indicator.js';

type Facts = Omit<IndicatorEntry, 'scale' | 'comparator' | 'sourceKind' | 'formulaVersion' | 'ownDefinition'> &
  Partial<Pick<IndicatorEntry, 'comparator' | 'ownDefinition' | 'sourceKind'>> & Pick<ListedIndicator, 'ofProgramme'>;

/** An indicator that is in the catalogue with clause and formula, and not computed of one project: over the programme, or not by this version. */
export const listed = (facts: Facts): ListedIndicator =>
  ({ comparator: '>=', ownDefinition: null, sourceKind: 'entered', ...facts, scale: facts.unit === '%' ? 100 : 1, formulaVersion: facts.ofProgramme === undefined ? '0.1.0' : '1.0.0', computed: false });

/** For terms that the document uses and does not define. */
export const OWN_DEFINITION: BilingualText = { zh: '文件未给出定义，为本平台定义', en: 'the document gives no definition: a definition of this platform' };
