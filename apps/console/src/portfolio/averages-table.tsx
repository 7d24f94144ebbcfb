import type { PortfolioIndicator } from '@yanshou/api-schema';
import { unitText } from '@yanshou/catalogue';
import { shareText, storedText, targetText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Digest } from '../ui/digest.js';
import { Stamps } from '../ui/stamps.js';
import { VerdictChip } from '../ui/verdict-chip.js';
import { AverageMembers } from './average-members.js';
import type { ProgrammeView } from './portfolio-view.js';

/** The programme's averages: each figure with n, who is left out, coverage, clause and digest; nothing without any. */
export function AveragesTable({ programme }: { readonly programme: ProgrammeView }) {
  const { language, texts: { averages, indicator } } = useLanguage();
  const { averages: items, setAside, names, id } = programme;
  if (items.length === 0) return null;
  const headings = [averages.indicator, averages.plain, averages.weighted, averages.asZero, indicator.verdictHeading, averages.coverage, indicator.digest];
  return (
    <details className="averages" open={items.some(({ target }) => target !== null)}>
      <summary>{averages.title} <small className="muted">{averages.estimate}</small></summary>
      <div className="scroll averages__scroll">
        <table className="plain" aria-label={averages.title} id={`averages-${id}`}>
          <thead><tr>{headings.map((heading, index) => <th key={`${heading} ${index}`} scope="col">{heading}</th>)}</tr></thead>
          {items.map((item) => <AverageRow key={item.indicator} item={item} names={names} />)}
        </table>
      </div>
      {setAside.length > 0 && (
        <p className="muted">{averages.setAside}: {setAside.map((one) => `${nameOf(names, one.project, language)} – ${one[language]}`).join('; ')}</p>
      )}
    </details>
  );
}

const nameOf = (names: ProgrammeView['names'], project: string, language: 'zh' | 'en'): string => {
  const named = names.get(project);
  return named === undefined ? project : nameIn(named, language);
};

function AverageRow({ item, names }: { readonly item: PortfolioIndicator; readonly names: ProgrammeView['names'] }) {
  const { language, texts: { averages, indicator } } = useLanguage();
  const name = nameIn(item, language);
  const figure = { ...item, scale: item.unit === '%' ? 100 : 1, value: null, numerator: null, denominator: null };
  const shown = (value: number | null): string => storedText(figure, value, language);
  const weightUnit = unitText(item.weight?.unit ?? '', language);
  return (
    <tbody>
      <tr>
        <th scope="row"><span className="name"><span className="name__text">{name}</span><small>{item.clause}</small></span><Stamps origins={item.origins} /></th>
        <td className="number"><b>{item.kind === 'sum' ? `${shown(item.sum)} (${averages.sum})` : shown(item.mean)}</b><small>{averages.n(item.n, item.n + item.leftOut.length)}</small></td>
        <td className="number"><b>{shown(item.weightedMean)}</b><small title={averages.weight}>{(item.weight ?? item.weightReason)?.[language]}{weightUnit !== '' && ` (${weightUnit})`}</small></td>
        <td className="number"><b>{shown(item.meanWithMissingAsZero)}</b></td>
        <td>{item.verdict !== null && <><VerdictChip verdict={item.verdict} /><small>{targetText(item, language)}</small></>}</td>
        <td className="number"><span title={indicator.deviceCoverageLong}>{shareText(item.coverage)}</span> / <span title={indicator.platformCoverageLong}>{shareText(item.platformCoverage)}</span></td>
        <td><Digest digest={item.inputsDigest} name={name} /><small title={indicator.formulaVersion}>v{item.formulaVersion}</small></td>
      </tr>
      <tr><td colSpan={7} className="averages__why"><AverageMembers item={item} shown={shown} nameOf={(project) => nameOf(names, project, language)} /></td></tr>
    </tbody>
  );
}
