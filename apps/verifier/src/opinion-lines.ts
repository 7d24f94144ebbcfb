import type { Verification } from '@yanshou/bundles';
import type { BilingualText } from '@yanshou/catalogue';
import { auditedMinusPlatform } from '@yanshou/reports';
import { correctedBy, formatIsoMicros } from '@yanshou/telemetry';
import type { AuditedFigure, Conclusion, SignedOpinion } from '@yanshou/telemetry';
import type { Language } from './arguments.js';

const CONCLUSION_WORDS: Readonly<Record<Conclusion, BilingualText>> = {
  'agrees': { zh: '认可', en: 'agrees' },
  'agrees-with-reservations': { zh: '有保留认可', en: 'agrees with reservations' },
  'disagrees': { zh: '不认可', en: 'disagrees' },
  'cannot-conclude': { zh: '无法核实', en: 'cannot conclude' },
};

/** What auditors say of the statement: whose, when, of what, with their figures beside the platform's. Nothing where no file of opinions was given. */
export function opinionLines({ opinions: checked, rows, verified }: Verification, language: Language): readonly string[] {
  if (checked === null) return [];
  const [zh, { opinions, head }] = [language === 'zh', checked];
  const count = zh ? `${verified ? '✓' : '✗'} 核查意见（${opinions.length} 条）` : `${verified ? '✓' : '✗'} auditors' opinions (${opinions.length})`;
  const last = zh ? `末条摘要 ${head}：与平台或核查人员所持的核对，即知其后有无缺失` : `digest of the last one ${head}: compare with the platform's or the auditors' own, which tells whether any is missing behind it`;
  return ['', count, ...opinions.flatMap((opinion) => [lineOf(opinion, opinions, language), ...opinion.figures.map((figure) => figureLine(figure, rows, language))]), ...(head === null ? [] : [last])];
}

function lineOf(opinion: SignedOpinion, all: readonly SignedOpinion[], language: Language): string {
  const zh = language === 'zh';
  const { number, auditor, at, conclusion, indicators, text, supersededBy } = opinion;
  const later = correctedBy(opinion, all);
  const notes = [
    ...(later === undefined ? [] : [zh ? `已由第 ${later} 条更正` : `corrected by ${later}`]),
    ...(supersededBy === null ? [] : [zh ? `出具时本报告已由 ${supersededBy} 更正` : `the statement was superseded by ${supersededBy} already`]),
  ];
  const subject = indicators.length === 0 ? (zh ? '全部指标' : 'the whole statement') : indicators.join(', ');
  return `  ${number}. ${visible(auditor.name)} (${visible(auditor.id)}) ${formatIsoMicros(at)} ${CONCLUSION_WORDS[conclusion][language]} · ${subject}: ${visible(text)}${notes.length === 0 ? '' : ` [${notes.join('; ')}]`}`;
}

function figureLine({ indicator, value, unit, source, explanation }: AuditedFigure, rows: Verification['rows'], language: Language): string {
  const row = rows.find((one) => one.indicator === indicator);
  const difference = row === undefined ? null : auditedMinusPlatform(value, row);
  const [audited, minus] = language === 'zh' ? ['核查数值', '核查 − 平台'] : ['audited', 'audited − platform'];
  return `     ${indicator}: ${audited} ${value} ${unit}${difference === null ? '' : `, ${minus} ${difference} ${unit}`} · ${visible([explanation, source].filter((part) => part !== undefined).join(' · '))}`;
}

/** What people wrote is not to steer a terminal. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
