import { unitText } from '@yanshou/catalogue';
import type { Comparator } from '@yanshou/telemetry';
import { COMPARATOR_SIGNS, amountText, targetText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import type { Standing, TargetLine } from './target-lines.js';
import { useIndicatorName } from './use-indicator-name.js';

interface TargetLineFieldsProps {
  readonly line: TargetLine;
  readonly index: number;
  readonly standing: Standing | undefined;
  /** Only a stock figure can have a window of its own. */
  readonly hasOwnWindow: boolean;
  readonly onChange: (line: TargetLine) => void;
  readonly onRemove: () => void;
}

/** One target: how it is compared, its value, clause, approval, and whether it is a key one. */
export function TargetLineFields({ line, index, standing, hasOwnWindow, onChange, onRemove }: TargetLineFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const name = useIndicatorName()(line.indicator);
  const field = (part: string): string => `contract.targets[${index}].${part}`;
  const set = (change: Partial<TargetLine>): void => onChange({ ...line, ...change });
  return (
    <div className="target-line" role="group" aria-label={texts.target(name)}>
      <p className="target-line__name"><b>{name}</b> {standing && <StandingText standing={standing} unit={line.unit} />}</p>
      <div className="line-fields">
        <label>{texts.comparator}
          <select name={field('comparator')} value={line.comparator} onChange={(event) => set({ comparator: event.target.value as Comparator })}>
            {Object.entries(COMPARATOR_SIGNS).map(([value, sign]) => <option key={value} value={value}>{sign}</option>)}
          </select>
        </label>
        <label>{texts.value(unitText(line.unit, language))}<input name={field('value')} type="number" step="any" required value={line.value} onChange={(event) => set({ value: event.target.value })} /></label>
        <label>{texts.clause}<input name={field('clause')} required value={line.clause} autoComplete="off" onChange={(event) => set({ clause: event.target.value })} /></label>
        <label>{texts.targetApproval}<input name={field('approval')} value={line.approval} autoComplete="off" onChange={(event) => set({ approval: event.target.value })} /></label>
        <label>{texts.years}<input name={field('byYear')} value={line.years} placeholder="2026=40, 2027=70" autoComplete="off" onChange={(event) => set({ years: event.target.value })} /></label>
        {hasOwnWindow && (['from', 'to'] as const).map((end) => (
          <label key={end}>{texts[end](texts.ownWindow)}<input name={field(`window.${end}`)} type="date" value={line.own[end]} onChange={(event) => set({ own: { ...line.own, [end]: event.target.value } })} /></label>
        ))}
        <label className="check"><input type="checkbox" checked={line.isKey} onChange={(event) => set({ isKey: event.target.checked })} /> {texts.isKey}</label>
        <button type="button" className="link" aria-label={texts.removeTarget(name)} onClick={onRemove}>{texts.remove}</button>
      </div>
    </div>
  );
}

/** Against the default, in words. */
function StandingText({ standing: { kind, target, from, approval }, unit }: { readonly standing: Standing; readonly unit: string }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CONTRACT_TEXTS);
  if (kind === 'lowered') return <small className="lowered">{texts.lowered(amountText(from, unit, language))} · {approval ?? texts.unapproved}</small>;
  return (
    <small className="muted">
      {target === null ? texts.noDefault : texts.defaultIs(targetText(target, language))}{kind === 'raised' && ` · ${texts.raised}`}
    </small>
  );
}
