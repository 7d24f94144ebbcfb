import type { BilingualText } from './bilingual.js';

/** What S002 demands of the enterprises of key fields of manufacturing. */
export const KEY_FIELD = { unit: '%', programme: 'P3', directions: ['P3.manufacturing'] } as const;
export const KEY_FIELD_GOALS = '智能制造 二(三)';
export const DECLARED_DEFINITION: BilingualText = { zh: '文件未给出定义；按已确认的申报数计，为本平台定义', en: 'the document gives no definition: by accepted figures, a definition of this platform' };
