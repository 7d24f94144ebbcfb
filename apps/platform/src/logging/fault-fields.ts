const LONGEST = 500;
/** User and password of an address. */
const CREDENTIALS = /\/\/[^/\s@]*@/g;

/** What a log line says of something that went wrong. */
export interface FaultFields {
  readonly code: string;
  readonly error: string;
  readonly help?: { readonly zh: string; readonly en: string };
}

interface FaultLike {
  readonly code?: unknown;
  readonly help?: { readonly zh: string; readonly en: string };
  readonly message?: unknown;
}

/** The code of a Failure or of a system error; `unexpected` for what has none. */
export const faultCode = (thrown: unknown): string => {
  const code = typeof thrown === 'object' && thrown !== null ? (thrown as FaultLike).code : undefined;
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : 'unexpected';
};

/** Code, message and what to do; of an address its user and password are left out. */
export function faultFields(thrown: unknown): FaultFields {
  const { help, message } = typeof thrown === 'object' && thrown !== null ? (thrown as FaultLike) : {};
  const text = typeof message === 'string' ? message : String(thrown);
  return { code: faultCode(thrown), error: text.replace(CREDENTIALS, '//…@').slice(0, LONGEST), ...(help === undefined ? {} : { help }) };
}
