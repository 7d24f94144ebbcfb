import type { Failure } from '@yanshou/telemetry';
import type { InfluxAnswer } from './influx-connection.js';
import { accessRefused, beyondRetention, diskFault, limitReached, requestRefused, serverBusy, serverUnavailable, targetMissing } from './influx-failures.js';

const LIMIT = /max-series-per-database|max-values-per-tag|limit exceeded/i;
/** Not what is in a line, but when it is of: the retention is an operator's, and so is the fault. */
const BEYOND_RETENTION = /beyond retention/i;
/** An error of the server's own files, `write /var/lib/…: no space left on device`: 1.6.7 tells it as a partial write too. */
const OF_ITS_DISK = /no space left|quota exceeded|read-only file system|input\/output error|(open|write|sync|mkdir|rename|truncate) \/\S*: /i;
/** Words by which a server says that lines, not the request, are at fault. */
const ABOUT_LINES = /partial write|unable to parse|field type conflict|dropped=\d/i;

/** A refusal of lines for what is in them: the others may be stored. */
export const concernsLines = ({ status, text }: InfluxAnswer): boolean =>
  (status === 400 || status === 422) && ABOUT_LINES.test(text) && !LIMIT.test(text) && !BEYOND_RETENTION.test(text) && !OF_ITS_DISK.test(text);

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
  if (status === 404) return targetMissing(database, text);
  if (status === 429 || (status === 503 && retryAfterSeconds > 0)) return serverBusy(status, retryAfterSeconds);
  if (status >= 500 || status < 300) return serverUnavailable(`${status} ${text}`.trim());
  return requestRefused(status, text);
}
