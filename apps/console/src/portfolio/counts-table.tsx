import type { PortfolioCount } from '@yanshou/api-schema';
import { Link } from 'react-router';
import { dayText } from '../format/time-text.js';
import { amountText, targetText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { tabAddress } from '../project/project-tabs.js';
import { Digest } from '../ui/digest.js';
import { VerdictChip } from '../ui/verdict-chip.js';
import type { ProgrammeView } from './portfolio-view.js';

/** Designations are of the authorities of one place. */
const ZONE = 'Asia/Shanghai';

/** Demonstration projects, parks and enterprises against the programme's targets; nothing where it counts none. */
export function CountsTable({ programme: { counts: items, names, id } }: { readonly programme: ProgrammeView }) {
  const { texts: { counts, indicator } } = useLanguage();
  if (items.length === 0) return null;
  return (
    <details className="averages" open>
      <summary>{counts.title} <small className="muted">{counts.entered}</small></summary>
      <div className="scroll averages__scroll">
        <table className="plain" aria-label={counts.title} id={`counts-${id}`}>
          <thead><tr>{[counts.indicator, counts.number, counts.verdict, counts.countedAt, indicator.digest].map((heading, index) => <th key={`${heading} ${index}`} scope="col">{heading}</th>)}</tr></thead>
          {items.map((item) => <CountRow key={item.indicator} item={item} names={names} />)}
        </table>
      </div>
    </details>
  );
}

function CountRow({ item, names }: { readonly item: PortfolioCount; readonly names: ProgrammeView['names'] }) {
  const { language, texts: { counts, sourceKind } } = useLanguage();
  const name = nameIn(item, language);
  return (
    <tbody>
      <tr>
        <th scope="row"><span className="name"><span className="name__text">{name}</span><small>{item.clause}</small></span></th>
        <td className="number"><b>{amountText(item.value, item.unit, language)}</b>{item.reasons.map((reason) => <small key={reason.zh}>{reason[language]}</small>)}</td>
        <td><VerdictChip verdict={item.verdict} /><small>{targetText(item, language)}</small></td>
        <td>{dayText(item.at, ZONE)}<small>{sourceKind[item.sourceKind]}</small></td>
        <td><Digest digest={item.inputsDigest} name={name} /><small>v{item.formulaVersion}</small></td>
      </tr>
      <tr>
        <td colSpan={5} className="averages__why">
          {item.ended + item.toCome + item.again > 0 && <p className="muted">{counts.others(item.ended, item.toCome, item.again)}</p>}
          {item.counted.length > 0 && (
            <details>
              <summary>{counts.counted(item.counted.length)}</summary>
              <ul>{item.counted.map((one) => <li key={`${one.project}/${one.designation}`}>{one.subject} · <Link to={`${tabAddress(one.project, 'progress')}#designations`}>{nameOf(names, one.project, language)}</Link> · {one.document} · {dayText(one.datedAt, ZONE)}</li>)}</ul>
            </details>
          )}
        </td>
      </tr>
    </tbody>
  );
}

const nameOf = (names: ProgrammeView['names'], project: string, language: 'zh' | 'en'): string => {
  const named = names.get(project);
  return named === undefined ? project : nameIn(named, language);
};
