import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn, nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import type { Template } from '../../programme/programme-queries.js';
import { ListProblem } from '../../ui/list-problem.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { TargetLineFields } from './target-line-fields.js';
import { draftOf, omittedOf, standingOf, withLine } from './target-lines.js';
import type { TargetLine } from './target-lines.js';
import { useIndicatorName } from './use-indicator-name.js';

interface TargetFieldsProps {
  readonly lines: readonly TargetLine[];
  /** Undefined until the direction is chosen and its defaults are read. */
  readonly template: Template | undefined;
  readonly zone: string;
  readonly onChange: (lines: readonly TargetLine[] | undefined) => void;
}

/** Target by target, each against its default while it is edited. */
export function TargetFields({ lines, template, zone, onChange }: TargetFieldsProps) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const definitions = useQuery(catalogueQuery).data?.indicators ?? [];
  const mayOwn = (line: TargetLine): boolean => line.own.from !== '' || line.own.to !== '' || definitions.some(({ id, ownWindow }) => id === line.indicator && ownWindow);
  const change = (changed: TargetLine): void => onChange(lines.map((line) => (line.key === changed.key ? changed : line)));
  return (
    <fieldset>
      <legend>{texts.targets}</legend>
      <p className="muted">{texts.targetsAbout}</p>
      {lines.map((line, index) => (
        <TargetLineFields key={line.key} line={line} index={index} standing={template && standingOf(line, template)} hasOwnWindow={mayOwn(line)} onChange={change} onRemove={() => onChange(lines.filter((one) => one !== line))} />
      ))}
      <ListProblem name="contract.targets" />
      {template && <Summary lines={lines} template={template} />}
      {template && <span className="buttons"><AddTarget lines={lines} onAdd={onChange} /><button type="button" className="button" onClick={() => onChange(draftOf(template, zone))}>{texts.restart}</button></span>}
    </fieldset>
  );
}

/** What will be shown as lowered, and what is left out: told before it is submitted. */
function Summary({ lines, template }: { readonly lines: readonly TargetLine[]; readonly template: Template }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { language } = useLanguage();
  const lowered = lines.map((line) => standingOf(line, template)).filter(({ kind }) => kind === 'lowered');
  const omitted = omittedOf(lines, template);
  return (
    <div role="status">
      <p className={lowered.length === 0 ? 'muted' : 'lowered'}>{lowered.length === 0 ? texts.noneLowered : texts.loweredSummary(lowered.length, lowered.filter(({ approval }) => approval === null).length)}</p>
      {omitted.length > 0 && <p className="lowered">{texts.omitted(listIn(omitted.map((one) => nameIn(one, language)), language))}</p>}
    </div>
  );
}

/** Another indicator of the catalogue. */
function AddTarget({ lines, onAdd }: { readonly lines: readonly TargetLine[]; readonly onAdd: (lines: readonly TargetLine[]) => void }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const nameOf = useIndicatorName();
  const others = (useQuery(catalogueQuery).data?.indicators ?? []).filter(({ id }) => lines.every(({ indicator }) => indicator !== id));
  const add = (id: string): void => {
    const chosen = others.find((one) => one.id === id);
    if (chosen !== undefined) onAdd(withLine(lines, { indicator: id, comparator: chosen.comparator, unit: chosen.unit, clause: '' }));
  };
  return (
    <span className="select">
      <select aria-label={texts.addTarget} value="" onChange={(event) => add(event.target.value)}>
        <option value="">{texts.addTarget}…</option>
        {others.map(({ id }) => <option key={id} value={id}>{nameOf(id)}</option>)}
      </select>
    </span>
  );
}
