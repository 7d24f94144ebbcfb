import type { AnswerOf, BodyInputOf } from '@yanshou/api-schema';
import { fenOf, statedIn } from '@yanshou/catalogue';

export type Money = NonNullable<AnswerOf<'readMoney'>['money']>;
export type Statement = BodyInputOf<'stateMoney'>;
export type Amount = Statement['items'][number]['budget'];

/** An amount in 万元 with all its digits: `1400`, `299.999999`. Exact: nothing is rounded. */
export function inWan(amount: Amount): string {
  const fen = fenOf(amount);
  return fen === undefined ? amount.amount : statedIn(fen, '万元').amount;
}

/** The same with its thousands set apart: `1,400`. */
export const wanText = (amount: Amount): string => inWan(amount).replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));

export const isZero = (amount: Amount): boolean => fenOf(amount) === 0n;

/** Eligible and not eligible parts of an amount, in per cent of the widest. */
export interface ShareBar {
  readonly name: 'budget' | 'auditedAmount';
  readonly eligible: number;
  readonly rest: number;
  readonly eligibleText: string;
  readonly restText: string;
}

/** Budget and audited total, each split; the longer of the two fills the plot. */
export function shareBars({ total }: Pick<Money, 'total'>): readonly ShareBar[] {
  const fen = (amount: Amount): bigint => fenOf(amount) ?? 0n;
  const widest = [total.budget, total.audited].map(fen).reduce((most, one) => (one > most ? one : most), 1n);
  const percent = (part: bigint): number => Number((part * 10_000n) / widest) / 100;
  const bar = (name: ShareBar['name'], whole: Amount, eligible: Amount): ShareBar => {
    const rest = fen(whole) - fen(eligible);
    return { name, eligible: percent(fen(eligible)), rest: percent(rest), eligibleText: wanText(eligible), restText: wanText(statedIn(rest, '元')) };
  };
  return [bar('budget', total.budget, total.eligibleBudget), bar('auditedAmount', total.audited, total.eligibleAudited)];
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
const wan = (form: FormData, name: string): Amount => ({ amount: text(form, name), unit: '万元' });

/** How many entries a list of the form has: they are numbered from 0 without a gap. */
const countOf = (form: FormData, name: string): number => new Set([...form.keys()].flatMap((key) => new RegExp(`^${name}\\[(\\d+)\\]`).exec(key)?.[1] ?? [])).size;

/** A statement as the form has it, all amounts in 万元. */
export function statementOf(form: FormData): Statement {
  const range = (name: string): readonly number[] => Array.from({ length: countOf(form, name) }, (_, index) => index);
  const [to, matching] = [text(form, 'construction.to'), text(form, 'districtMatching')];
  return {
    applicant: { code: text(form, 'applicant.code'), name: text(form, 'applicant.name') },
    construction: { from: text(form, 'construction.from'), ...(to === '' ? {} : { to }) },
    ...(matching === '' ? {} : { districtMatching: wan(form, 'districtMatching') }),
    items: range('items').map((index) => {
      const field = (name: string): string => text(form, `items[${index}].${name}`);
      return {
        id: field('id'), line: field('line'), kind: field('kind') as Statement['items'][number]['kind'], investedOn: field('investedOn'),
        budget: wan(form, `items[${index}].budget`), requested: wan(form, `items[${index}].requested`),
      };
    }),
    sources: range('sources').map((index) => ({ year: Number(text(form, `sources[${index}].year`)), own: wan(form, `sources[${index}].own`), programme: wan(form, `sources[${index}].programme`) })),
  };
}

/** The audited amounts as the form has them, by item; an empty field is an item that the audit did not settle. */
export function auditOf(form: FormData, items: readonly string[]): BodyInputOf<'auditMoney'> {
  const settled = items.filter((item) => text(form, `audited ${item}`) !== '');
  return { named: form.has('named'), evidence: text(form, 'evidence'), amounts: settled.map((item) => ({ item, audited: wan(form, `audited ${item}`) })) };
}

/** An id that no item has yet. */
export function freeItemId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`item-${number}`)) number += 1;
  return `item-${number}`;
}
