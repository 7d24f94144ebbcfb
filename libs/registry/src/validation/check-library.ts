import { RECOMMENDER_KINDS } from '@yanshou/telemetry';
import type { LibraryEntry, Promotion, RegisteredRecommender } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkDay } from './check-contract.js';
import { checkId, checkOneOf, checkText, firstFault } from './field-checks.js';

const CREDIT_CODE = /^[0-9A-Z]{18}$/;
const LONGEST_TEXT = 2_000;

/** The first thing wrong with a project that is recommended. */
export const checkLibraryEntry = ({ programme, id, batch, libraryClass, field, nameZh, nameEn, summary, region, applicant, recommender, approval }: LibraryEntry): InputFault | undefined =>
  firstFault(
    checkId('programme', programme), checkId('id', id), checkText('batch', batch), checkText('libraryClass', libraryClass), checkText('field', field),
    checkText('nameZh', nameZh), checkText('nameEn', nameEn), checkLong('summary', summary), checkText('region', region), checkText('applicant.name', applicant.name),
    !CREDIT_CODE.test(applicant.creditCode) && invalid('applicant.creditCode', '须为 18 位统一社会信用代码', 'must be a unified social credit code of 18 characters'),
    checkOneOf('recommender.kind', recommender.kind, Object.keys(RECOMMENDER_KINDS)), checkText('recommender.name', recommender.name),
    approval !== undefined && checkText('approval', approval),
  );

export const checkRecommender = ({ programme, id, kind, name }: Pick<RegisteredRecommender, 'programme' | 'id' | 'kind' | 'name'>): InputFault | undefined =>
  firstFault(checkId('programme', programme), checkId('id', id), checkOneOf('kind', kind, Object.keys(RECOMMENDER_KINDS)), checkText('name', name));

export const checkPromotion = ({ on, form, place, note }: Omit<Promotion, 'who' | 'at'>): InputFault | undefined =>
  firstFault(checkDay('on', on), checkText('form', form), checkText('place', place), checkLong('note', note));

const checkLong = (field: string, text: string) =>
  (text.length > LONGEST_TEXT || text.includes('\u0000')) && invalid(field, `不得超过 ${LONGEST_TEXT} 个字符`, `must have at most ${LONGEST_TEXT} characters`);
