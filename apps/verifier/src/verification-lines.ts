import type { StepOutcome, Verification, VerificationStep } from '@yanshou/bundles';
import { VERIFICATION_STEPS } from '@yanshou/bundles';
import type { BilingualText } from '@yanshou/catalogue';
import { describeFinding } from '@yanshou/evidence';
import { opinionLines } from './opinion-lines.js';
import { renderTable } from '@yanshou/kpi';
import type { Language } from './arguments.js';

const STEPS: Readonly<Record<VerificationStep, BilingualText>> = {
  archive: { zh: '压缩包结构', en: 'structure of the zip' },
  files: { zh: '文件与清单', en: 'files and manifests' },
  signature: { zh: '签名', en: 'signature' },
  contents: { zh: '内容格式与相互一致', en: 'contents, and that they agree' },
  recomputation: { zh: '由读数复算全部指标', en: 'every indicator recomputed from the readings' },
};

const MARKS: Readonly<Record<StepOutcome, string>> = { passed: '✓', failed: '✗', skipped: '–' };
const SKIPPED: BilingualText = { zh: '未执行：前一步未通过', en: 'not run: a check before it failed' };
/** Beyond these a list of findings tells nobody more; `--json` has them all. */
const MOST_SHOWN = 20;

/** What came out, for people: each check one line, what was found, whose key it is, the recomputed table, the conclusion. */
export function verificationLines(verification: Verification, language: Language): readonly string[] {
  const { findings, rows } = verification;
  const more = findings.length - MOST_SHOWN;
  return [
    ...VERIFICATION_STEPS.map((step) => stepLine(step, verification, language)),
    ...findings.slice(0, MOST_SHOWN).map((finding) => `  · [${finding.code}] ${describeFinding(finding, language)}`),
    ...(more > 0 ? [language === 'zh' ? `  · 另有 ${more} 条，见 --json` : `  · and ${more} more, see --json`] : []),
    ...keyLines(verification, language),
    ...periodLines(verification, language),
    ...(rows.length === 0 ? [] : ['', language === 'zh' ? '复算结果：' : 'recomputed:', renderTable(rows, language)]),
    ...opinionLines(verification, language),
    '', conclusion(verification, language),
  ];
}

function stepLine(step: VerificationStep, { steps, files, readings }: Verification, language: Language): string {
  const outcome = steps[step];
  const detail = outcome === 'skipped' ? SKIPPED[language] : amount(step, files, readings, language);
  return `${MARKS[outcome]} ${STEPS[step][language]}${detail === '' ? '' : language === 'zh' ? `（${detail}）` : ` (${detail})`}`;
}

function amount(step: VerificationStep, files: number, readings: number, language: Language): string {
  if (step === 'files' && files > 0) return language === 'zh' ? `${files} 个文件` : `${files} files`;
  if (step === 'recomputation' && readings > 0) return language === 'zh' ? `${readings} 条读数` : `${readings} readings`;
  return '';
}

function keyLines({ keyId, originProven }: Verification, language: Language): readonly string[] {
  if (keyId === null) return [];
  const origin = originProven
    ? { zh: '与给定的密钥一致', en: 'the key that was given' }
    : { zh: '来源未证实：请向出具单位核对指纹，或用 --key 给出自持的公钥', en: 'origin not proven: compare the fingerprint with the issuer, or give your own copy of the key with --key' };
  return [language === 'zh' ? `密钥指纹 ${keyId}（${origin.zh}）` : `key fingerprint ${keyId} (${origin.en})`];
}

const INTERIM: BilingualText = {
  zh: '阶段性核算：核算时段不是任务书考核期，不代表考核结果',
  en: "INTERIM: the period assessed is not the contract's reporting period, so this is not the result of the assessment",
};
const UNTOLD: BilingualText = { zh: '该报告包未载明任务书考核期，请对照任务书核对核算时段', en: "the bundle does not tell the contract's reporting period: compare the period with the contract" };

/** Which period was assessed, and whether it is the one that the contract fixed. */
function periodLines({ periods }: Verification, language: Language): readonly string[] {
  if (periods === null) return [];
  const { assessed, contract } = periods;
  const [names, span] = [language === 'zh' ? ['核算时段', '任务书考核期'] : ['period assessed', "the contract's reporting period"], ({ from, to }: typeof assessed): string => `${from} – ${to}`];
  if (contract === null) return [`${names[0]} ${span(assessed)} (${UNTOLD[language]})`];
  return [`${names[0]} ${span(assessed)}`, `${names[1]} ${span(contract)}`, ...(span(assessed) === span(contract) ? [] : [INTERIM[language]])];
}

function conclusion({ verified, originProven, findings }: Verification, language: Language): string {
  if (!verified) return language === 'zh' ? `未通过：${findings.length} 处问题` : `NOT VERIFIED: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  if (originProven) return language === 'zh' ? '通过：完整、签名有效、来源已证实，复算一致' : 'VERIFIED: whole, signed by the given key, recomputed equal';
  return language === 'zh' ? '通过：完整、签名有效，复算一致；来源未证实' : 'VERIFIED: whole, signed, recomputed equal; origin not proven';
}

/** The result as one JSON object: findings with their texts in both languages. */
export const verificationJson = (verification: Verification): string =>
  JSON.stringify({ ...verification, findings: verification.findings.map((finding) => ({ ...finding, zh: describeFinding(finding, 'zh'), en: describeFinding(finding, 'en') })) });
