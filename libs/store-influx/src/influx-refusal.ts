import type { Failure } from '@yanshou/telemetry';
import type { InfluxAnswer } from './influx-connection.js';
import { accessRefused, beyondRetention, diskFault, limitReached, organisationMissing, requestRefused, serverBusy, serverUnavailable, targetMissing } from './influx-failures.js';

const LIMIT = /max-series-per-database|max-values-per-tag|limit exceeded/i;
/** Not what is in a line, but when it is of: the retention is an operator's, and so is the fault. 2.7.12 has other words than 1.x. */
const BEYOND_RETENTION = /beyond retention|outside retention policy|retention policy (?:lower|upper) bound/i;
/** An error of the server's own files, `write /var/lib/…: no space left on device`: 1.6.7 tells it as a partial write too. */
const OF_ITS_DISK = /no space left|quota exceeded|read-only file system|input\/output error|(open|write|sync|mkdir|rename|truncate) \/\S*: /i;
/** Words by which a server says that lines, not the request, are at fault. */
const ABOUT_LINES = /partial write|unable to parse|field type conflict|dropped=\d/i;

/** What a refusal quotes of a line is a device's, and may hold any of these words. */
const QUOTED = /(unable to parse) '[^]*?'(?=:|$)/g;
const ownWords = (text: string): string => text.replace(QUOTED, '$1');

/** A refusal of lines for what is in them: the others may be stored. */
export function concernsLines(answer: InfluxAnswer): boolean {
  const text = ownWords(answer.text);
  return (answer.status === 400 || answer.status === 422) && ABOUT_LINES.test(text) && !LIMIT.test(text) && !BEYOND_RETENTION.test(text) && !OF_ITS_DISK.test(text);
}

/** 2.x tells a right that is missing by 401 too, and names it: whoever asks is known. */
export const lacksRight = ({ status, text }: InfluxAnswer): boolean => status === 403 || (status === 401 && /\bis unauthorized\b/.test(text));

/** How many lines the server says it left out; undefined where it does not say. */
export const droppedCount = (text: string): number | undefined => {
  const count = /dropped=(\d+)/.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
};

/** Any other refusal, as the fault it stands for. All of them are retried: nothing is dropped for what an operator can mend. */
export function refusal({ status, text, retryAfterSeconds }: InfluxAnswer, database: string): Failure {
  if (LIMIT.test(text)) return limitReached(text);
  if (BEYOND_RETENTION.test(text)) return beyondRetention(database, text);
  if (OF_ITS_DISK.test(text)) return diskFault(text);
  if (status === 401 || status === 403) return accessRefused(status, text);
  if (status === 404) return missing(database, text);
  if (status === 429 || (status === 503 && retryAfterSeconds > 0)) return serverBusy(status, retryAfterSeconds);
  if (status >= 500 || status < 300) return serverUnavailable(`${status} ${text}`.trim());
  return requestRefused(status, text);
}

const missing = (database: string, text: string): Failure => (/\borganization name\b/.test(text) ? organisationMissing(text) : targetMissing(database, text));
