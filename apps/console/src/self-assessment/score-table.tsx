import type { SelfAssessmentRowView, SelfAssessmentView as Table } from '@yanshou/api-schema';
import { FULL_POINTS } from '@yanshou/telemetry';
import { shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Digest } from '../ui/digest.js';
import { VerdictChip } from '../ui/verdict-chip.js';
import { sumTyped } from './scores.js';
import type { Typed, TypedRow } from './scores.js';

interface ScoreTableProps {
  readonly table: Table;
  readonly typed: Typed;
  /** Absent: nothing can be typed. */
  readonly onType?: (row: string, change: Partial<TypedRow>) => void;
}

/** Values stand with what they rest on and are never fields; weights, scores and texts are, where somebody may type. */
export function ScoreTable({ table, typed, onType }: ScoreTableProps) {
  const { selfAssessment: texts } = useLanguage().texts;
  const weight = sumTyped(typed, 'weight');
  return (
    <div className="wide" role="region" aria-label={texts.title} tabIndex={0}>
      <table className="scored">
        <thead><tr>{[texts.level, texts.name, texts.planned, texts.reached, texts.weight, texts.score, texts.deviation].map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
        <tbody>{table.rows.map((row) => <ScoreRow key={row.row} row={row} typed={typed[row.row]} {...(onType ? { onType: (change: Partial<TypedRow>) => onType(row.row, change) } : {})} />)}</tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>{texts.total}{weight !== FULL_POINTS && <small className="due" role="status">{texts.totalMustBe(String(weight))}</small>}</th>
            <td className="number">{weight}</td><td className="number">{sumTyped(typed, 'score')}</td><td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface ScoreRowProps {
  readonly row: SelfAssessmentRowView;
  readonly typed: TypedRow | undefined;
  readonly onType?: (change: Partial<TypedRow>) => void;
}

function ScoreRow({ row, typed = { weight: '', score: '', deviation: '' }, onType }: ScoreRowProps) {
  const { language, texts: { selfAssessment: texts } } = useLanguage();
  const name = nameIn(row.figure, language);
  const suggestion = row.proposed.score === null ? texts.noSuggestion : texts.suggestedScore(String(row.proposed.score));
  return (
    <tr>
      <td>{row.levelName[language]}<small>{row.area[language]}</small></td>
      <th scope="row">{name}<small>{row.figure.clause}</small></th>
      <td>{row.planned[language]}</td>
      <Reached row={row} />
      <td className="number">{onType ? <input inputMode="decimal" aria-label={texts.weightOf(name)} value={typed.weight} readOnly={row.level === null} onChange={(event) => onType({ weight: event.target.value })} /> : typed.weight}</td>
      <td className="number">
        {onType ? <input inputMode="decimal" aria-label={texts.scoreOf(name)} value={typed.score} onChange={(event) => onType({ score: event.target.value })} /> : typed.score}
        {onType && <small>{suggestion}</small>}
      </td>
      <td>
        {onType ? <textarea aria-label={texts.deviationOf(name)} maxLength={2_000} value={typed.deviation} onChange={(event) => onType({ deviation: event.target.value })} /> : <span className="said">{typed.deviation}</span>}
        {onType && row.explanationDue && typed.deviation.trim() === '' && <small className="due">{texts.deviationDue}</small>}
      </td>
    </tr>
  );
}

function Reached({ row: { actual, figure } }: { readonly row: SelfAssessmentRowView }) {
  const { language, texts: { indicator } } = useLanguage();
  return (
    <td>
      <b>{actual[language]}</b> <VerdictChip verdict={figure.verdict} />
      <small>{indicator.deviceCoverage} {shareText(figure.coverage)} · {indicator.platformCoverage} {shareText(figure.platformCoverage)} · v{figure.formulaVersion}</small>
      <Digest digest={figure.inputsDigest} name={nameIn(figure, language)} />
    </td>
  );
}
