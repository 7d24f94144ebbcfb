import { Failure } from '@yanshou/telemetry';
import type { BilingualText } from '@yanshou/catalogue';
import type { ApiRefusal } from '../api/api-backend.js';
import type { TooMany, TurnLimits } from './project-turns.js';

/** A question takes a second or so; who waits for the eighth has waited long enough, and one project must not fill the line for all. */
export const MOST_QUESTIONS: TurnLimits = { ofProject: 8, inAll: 64 };

const TEXTS: Readonly<Record<TooMany, BilingualText>> = {
  project: {
    zh: `该项目已有 ${MOST_QUESTIONS.ofProject} 个计算在排队，请等其完成后重试`,
    en: `${MOST_QUESTIONS.ofProject} computations of this project are waiting already: try again when they are done`,
  },
  all: {
    zh: `平台已有 ${MOST_QUESTIONS.inAll} 个计算在排队，请稍后重试`,
    en: `${MOST_QUESTIONS.inAll} computations are waiting on the platform already: try again later`,
  },
};

const CODES: Readonly<Record<TooMany, string>> = { project: 'too-many-questions', all: 'busy' };

/** For a caller who asked it. */
export const busyRefusal = (tooMany: TooMany): ApiRefusal => ({ code: CODES[tooMany], field: '', ...TEXTS[tooMany] });

/** For one who asked for something that needs it. */
export const busyFailure = (tooMany: TooMany): Failure => new Failure(CODES[tooMany], TEXTS[tooMany].en, true, TEXTS[tooMany]);
