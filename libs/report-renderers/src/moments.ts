/** `2026-10-01 08:00` in a zone; seconds where there are any. */
export function localTime(iso: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const parts = new Map(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const seconds = of('second') === '00' ? '' : `:${of('second')}`;
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}${seconds}`;
}
