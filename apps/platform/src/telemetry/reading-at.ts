import type { ExtractReading } from '@yanshou/kpi';
import type { ReadingPage } from '@yanshou/store';
import { SERVER_STAMPED, UNUSED, ValueKind, originName, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';

/** A row of a page as an extract holds it. */
export function readingAt(page: ReadingPage, row: number): ExtractReading {
  const flags = page.flags[row] as number;
  const kind = valueKindOf(flags);
  return {
    device: page.device[row] as string,
    metric: page.metric[row] as string,
    at: page.at[row] as number,
    value: kind === ValueKind.text ? (page.text[row] as string) : (page.number[row] as number),
    kind: kind === ValueKind.text ? 'text' : kind === ValueKind.boolean ? 'boolean' : 'number',
    quality: qualityLetter(qualityOf(flags)),
    origin: originName(originOf(flags)),
    unused: (flags & UNUSED) !== 0,
    received: page.received[row] as number,
    serverStamped: (flags & SERVER_STAMPED) !== 0,
  };
}
