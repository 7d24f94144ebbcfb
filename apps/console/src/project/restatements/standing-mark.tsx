import type { AssessmentEntry } from '@yanshou/api-schema';
import { timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { RESTATEMENT_TEXTS } from './restatement-texts.js';

type Standing = NonNullable<AssessmentEntry['standing']>;

interface StandingMarkProps {
  /** Of the assessment. */
  readonly id: string;
  readonly standing: Standing;
  readonly zone: string;
  /** Whether what differs is shown. */
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** That an issued assessment no longer holds: since when, and why. Opens what differs. */
export function StandingMark({ id, standing: { standing, since, causes }, zone, isOpen, onToggle }: StandingMarkProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  const why = causes.map((cause) => cause[language]).join(language === 'zh' ? '、' : ', ');
  const isStale = standing === 'to-restate';
  return (
    <span className="standing">
      <ToneChip tone={isStale ? 'warn' : 'none'}>{isStale ? texts.toRestate : texts.inputsChanged}</ToneChip>
      <small className="muted"> {why}{since !== null && <>{language === 'zh' ? '，' : ', '}{texts.since(timeText(since, zone))}</>}</small>
      <button type="button" className="link" aria-expanded={isOpen} aria-label={texts.differsLabel(id)} onClick={onToggle}>{isOpen ? texts.hide : texts.differs}</button>
    </span>
  );
}
