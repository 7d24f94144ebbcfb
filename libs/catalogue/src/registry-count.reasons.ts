import type { BilingualText } from './bilingual.js';

export const NO_TERM: BilingualText = { zh: '任务书的项目期为空', en: "the contract's term is empty" };
export const NO_EVIDENCE: BilingualText = { zh: '该指标尚未登记任何佐证', en: 'no evidence is registered for this indicator' };
export const SAME_FILE: BilingualText = { zh: '计入的佐证中有相同的文件，请核对是否重复', en: 'some of the items counted share one file; check that none is counted twice' };
export const SAME_NUMBER: BilingualText = { zh: '计入的佐证中有相同的编号，请核对是否重复', en: 'some of the items counted share one number; check that none is counted twice' };
