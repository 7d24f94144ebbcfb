import type { BilingualText } from '@yanshou/catalogue';

/** One of several faults of a request, e.g. of a line of a file. */
export interface ProblemLine {
  readonly code: string;
  readonly field: string;
  readonly detail: BilingualText;
}

/** Why a call did not do what it should, as people are told. */
export interface ProblemView {
  /** Stable, from the platform's problem document; or one of ours where there is no such document. */
  readonly code: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly detail: BilingualText;
  readonly field?: string;
  readonly lines: readonly ProblemLine[];
}

/** Thrown by every call to the platform that fails. */
export class ApiProblem extends Error {
  constructor(readonly view: ProblemView) {
    super(`${view.code} (${view.status})`);
    this.name = 'ApiProblem';
  }
}

const UNREACHABLE: BilingualText = {
  zh: '无法连接平台。请检查网络连接，然后重试。',
  en: 'The platform cannot be reached. Check the network connection, then try again.',
};
const UNREADABLE: BilingualText = {
  zh: '平台的回答无法读取。请重试；仍不成功时，请把代码告诉管理员。',
  en: 'The answer of the platform cannot be read. Try again; if it fails again, tell the administrator the code.',
};

/** No answer came at all. */
export const unreachable = (): ApiProblem => new ApiProblem({ code: 'unreachable', status: 0, detail: UNREACHABLE, lines: [] });

/** An answer came that is no problem document: a proxy's page, a cut connection. */
export const unreadable = (status: number): ApiProblem => new ApiProblem({ code: `unreadable-${status}`, status, detail: UNREADABLE, lines: [] });

/** The problem document (RFC 9457) of an answer that failed. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (!isRecord(body) || typeof body['code'] !== 'string') return unreadable(status);
  const { code, field, errors } = body;
  return new ApiProblem({
    code,
    status,
    detail: detailOf(body),
    ...(typeof field === 'string' ? { field } : {}),
    lines: Array.isArray(errors) ? errors.filter(isRecord).map(lineOf) : [],
  });
}

/** Anything thrown, as a problem that can be shown. */
export const asProblem = (error: unknown): ApiProblem => (error instanceof ApiProblem ? error : unreadable(0));

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const lineOf = (entry: Json): ProblemLine => ({ code: textOf(entry['code']), field: placeOf(entry), detail: detailOf(entry) });
const placeOf = ({ line, field }: Json): string => [typeof line === 'number' ? `#${line}` : '', textOf(field)].filter(Boolean).join(' ');

/** Both languages where the document has them, else the one that it has. */
function detailOf({ detailZh, detailEn, detail, title }: Json): BilingualText {
  const any = textOf(detail) || textOf(title);
  return { zh: textOf(detailZh) || any, en: textOf(detailEn) || any };
}

/** The same fault as of an entry's own fields: `targets[2].value` of the entry `targets[2]` is `value`. What lies elsewhere stays as it is. */
export function withinEntry(error: unknown, entry: string): ApiProblem {
  const { view } = asProblem(error);
  return view.field?.startsWith(`${entry}.`) === true ? new ApiProblem({ ...view, field: view.field.slice(entry.length + 1) }) : asProblem(error);
}
