import type { BilingualText } from '@yanshou/catalogue';
import type { ReportLanguage } from './words.js';

/** Words that stand on paper and in spreadsheets only. */
export const PRINT_WORDS = {
  contractNumber: { zh: '任务书（合同书）编号', en: 'number of the contract' },
  byHand: { zh: '＿＿＿＿＿＿＿＿＿＿＿＿（由项目单位填写）', en: '________________________ (to be filled in by the unit)' },
  verdicts: { zh: '结论统计', en: 'verdicts' },
  statementDigest: { zh: '报告摘要', en: 'digest of the statement' },
  fingerprint: { zh: '平台公钥指纹', en: "fingerprint of the platform's key" },
  digest: { zh: '输入摘要', en: "inputs' digest" },
  page: { zh: '页', en: 'page' },
  purpose: {
    zh: '供验收参考：不代替审计报告、检测报告与专家组意见；验收结论由专家组作出。',
    en: "For reference in the acceptance: it replaces neither the audit report nor the test report nor the experts' opinion, and acceptance is their decision.",
  },
  howToVerify: { zh: '五、如何核验', en: '5  How to verify' },
  verifyWhy: {
    zh: '本文件由核算报告包中的 data/report.json 生成，数值以该文件为准。固化存证是报告包的电子签名，核验时由原始读数重新计算每一项指标，不必联网，也不必信任本平台。',
    en: 'This document is rendered from data/report.json of the bundle, which is what counts. The evidence is the signature of the bundle; verifying computes every indicator anew from the raw readings, without a network and without trust in the platform.',
  },
  verifyAsk: { zh: '1. 向出具单位索取报告包：', en: '1. Ask the issuer for the bundle: ' },
  verifyRun: { zh: '2. 在装有核验程序的计算机上运行（详见 docs/verifying.md）：', en: '2. On a computer that has the verifier (see docs/verifying.md) run:' },
  verifyKey: {
    zh: '3. 公钥指纹请向出具单位当面、来函或电话核对，不要以本文件所印为准。',
    en: '3. Obtain the fingerprint of the key from the issuer in person, by letter or telephone: not from this document.',
  },
  verifyDigest: {
    zh: '4. 解压后的 data/report.json 的 SHA-256 应与本文件所印的报告摘要一致：',
    en: '4. The SHA-256 of the unpacked data/report.json has to be the digest of the statement printed here:',
  },
  signatures: { zh: '六、签署栏', en: '6  Signatures' },
  signaturesMean: {
    zh: '签字表示已收到并核对本报告所列数据，不构成验收结论。',
    en: 'To sign says that the figures of this statement were received and checked: it is not the acceptance.',
  },
  role: { zh: '签署方', en: 'party' },
  name: { zh: '姓名（签字）', en: 'name and signature' },
  opinion: { zh: '说明', en: 'remarks' },
  date: { zh: '日期', en: 'date' },
  unit: { zh: '项目单位', en: 'unit of the project' },
  officer: { zh: '项目管理单位', en: "programme's officer" },
  auditor: { zh: '核查人员', en: 'auditor' },
  experts: { zh: '验收专家（收悉）', en: 'experts (received)' },
} as const satisfies Record<string, BilingualText>;

export const supersededText = (by: string, language: ReportLanguage): string => language === 'zh'
  ? `本报告已被核算 ${by} 更正，请以更正后的报告为准`
  : `Superseded: assessment ${by} has corrected this statement since`;

export const restatesText = (assessment: string, language: ReportLanguage): string => language === 'zh'
  ? `更正报告：替代核算 ${assessment}，更正内容见“更正内容”一节`
  : `Restatement: it takes the place of assessment ${assessment}; see “What is restated”`;

export const pageText = (page: number, pages: number, language: ReportLanguage): string => (language === 'zh' ? `第 ${page} 页 / 共 ${pages} 页` : `page ${page} of ${pages}`);
