import { groupedText, shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import type { ShownDevice } from './shown-figures.js';

/** How each device was judged; the table scrolls within its own height. */
export function DeviceFigures({ devices }: { readonly devices: readonly ShownDevice[] }) {
  const { indicator: texts } = useLanguage().texts;
  const headings = [texts.device, texts.validIntervals, texts.share, texts.networked];
  return (
    <>
      <h3>{texts.perDevice}</h3>
      <div className="scroll" tabIndex={0} role="region" aria-label={texts.perDevice}>
        <table className="plain">
          <thead><tr>{headings.map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
          <tbody>{devices.map((device) => <DeviceFigureRow key={device.id} device={device} />)}</tbody>
        </table>
      </div>
    </>
  );
}

function DeviceFigureRow({ device }: { readonly device: ShownDevice }) {
  const { language, texts: { indicator: texts, none } } = useLanguage();
  const { id, expected, valid, isNetworked, reason } = device;
  return (
    <tr>
      <th scope="row"><code>{id}</code></th>
      <td className="number">{groupedText(String(valid))} / {groupedText(String(expected))}</td>
      <td className="number">{shareText(expected === 0 ? null : valid / expected)}</td>
      <td>{isNetworked === null ? none : isNetworked ? texts.yes : texts.no}{reason && <small className="muted"> {reason[language]}</small>}</td>
    </tr>
  );
}
