import type { GapReportView } from '@yanshou/api-schema';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';

/** So many ids stand in a line; the rest is a number. */
const MOST_DEVICES = 6;

interface GapEventsProps {
  readonly report: GapReportView;
  readonly zone: string;
}

/** The events by time: an outage of a gateway is one, with all its devices. */
export function GapEvents({ report: { events, next, totals }, zone }: GapEventsProps) {
  const { language, texts: { gaps: texts } } = useLanguage();
  const names = new Map(totals.map((total) => [total.cause, nameIn(total, language)]));
  const all = totals.reduce((sum, total) => sum + total.events, 0);
  const headings = [texts.from, texts.to, texts.cause, texts.where, texts.devices, texts.intervals];
  return (
    <details className="as-table">
      <summary>{texts.events(all)}</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={texts.events(all)}>
        <table className="plain">
          <thead><tr>{headings.map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
          <tbody>{events.map((event, index) => <GapRow key={index} event={event} name={names.get(event.cause) ?? event.cause} zone={zone} />)}</tbody>
        </table>
      </div>
      {next !== null && <p className="muted">{texts.first(events.length, all)}</p>}
    </details>
  );
}

function GapRow({ event, name, zone }: { readonly event: GapReportView['events'][number]; readonly name: string; readonly zone: string }) {
  const { texts } = useLanguage();
  const { from, to, devices, gateway, site, intervals, reasons } = event;
  const where = [gateway, site, ...reasons].filter((part) => part !== null).join(' ');
  return (
    <tr>
      <td className="number">{timeText(from, zone)}</td>
      <td className="number">{timeText(to, zone)}</td>
      <td>{name}</td>
      <td>{where === '' ? texts.none : where}</td>
      <td>{devices.slice(0, MOST_DEVICES).join(' ')}{devices.length > MOST_DEVICES && texts.gaps.more(devices.length)}</td>
      <td className="number">{intervals}</td>
    </tr>
  );
}
