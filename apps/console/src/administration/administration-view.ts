import type { ApiToken, BodyInputOf } from '@yanshou/api-schema';
import { figuresOf } from './rule-figures-form.js';

export type Settings = BodyInputOf<'saveProgrammeSettings'>;

/** Scope entries of a text, one a line or set apart by commas. */
export const scopeOf = (text: string): string[] => text.split(/[\s,，;；]+/).filter(Boolean);

/** Whether a token still opens anything; `now` in milliseconds. */
export function tokenState({ revoked, expiresAt }: Pick<ApiToken, 'revoked' | 'expiresAt'>, now: number): 'valid' | 'revoked' | 'expired' {
  if (revoked) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'valid';
}

export const DAY_NAMES = ['apply', 'decideExtension', 'formalCheck', 'resubmit', 'expertsMeeting', 'rectification'] as const;

const PERCENT = 100;

/** Settings as their form has them; documents are numbered from 0 without a gap. */
export function settingsOf(form: FormData): Settings {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const count = [...form.keys()].filter((name) => /^ruleDocuments\[\d+\]\.number$/.test(name)).length;
  const documents = Array.from({ length: count }, (_, index) => {
    const field = (name: string): string => text(`ruleDocuments[${index}].${name}`);
    const figures = figuresOf((name) => field(`figures.${name}`));
    return {
      number: field('number'), title: field('title'), validFrom: field('validFrom'), ...(field('validTo') === '' ? {} : { validTo: field('validTo') }), batches: scopeOf(field('batches')),
      ...(figures === undefined ? {} : { figures }),
    };
  });
  const days = Object.fromEntries(DAY_NAMES.map((name) => [name, Number(text(`dayCounts.${name}`))])) as Record<(typeof DAY_NAMES)[number], number>;
  return { ruleDocuments: documents, rollUp: rollUpOf(text('kind'), Number(text('percent')) / PERCENT), dayCounts: { ...days, remindBefore: scopeOf(text('dayCounts.remindBefore')).map(Number) } };
}

function rollUpOf(kind: string, share: number): Settings['rollUp'] {
  if (kind === 'key-met') return { kind, share };
  return kind === 'mean-completion' ? { kind, minimum: share } : { kind: 'all-met' };
}

/** The share of a rule in per cent; of a rule without one, a whole. */
export function percentOf(rollUp: Settings['rollUp']): number {
  const share = rollUp.kind === 'key-met' ? rollUp.share : rollUp.kind === 'mean-completion' ? rollUp.minimum : 1;
  return Math.round(share * PERCENT * PERCENT) / PERCENT;
}
