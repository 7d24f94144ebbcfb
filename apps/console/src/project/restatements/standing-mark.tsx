import type { AssessmentEntry } from '@yanshou/api-schema';
import { timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { RESTATEMENT_TEXTS } from './restatement-texts.js';

type Standing = NonNullable<AssessmentEntry['standing']>;

/** Whether an issued assessment still holds: since when not, and why; nothing while it does. */
export function StandingMark({ standing: { standing, since, causes }, zone }: { readonly standing: Standing; readonly zone: string }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  if (standing === 'current') return null;
  const why = causes.map((cause) => cause[language]).join(language === 'zh' ? '、' : ', ');
  const isStale = standing === 'to-restate';
  return (
    <p className="standing">
      <ToneChip tone={isStale ? 'warn' : 'none'}>{isStale ? texts.toRestate : texts.inputsChanged}</ToneChip>
      <small className="muted"> {why}{since !== null && <>{language === 'zh' ? '，' : ', '}{texts.since(timeText(since, zone))}</>}</small>
    </p>
  );
}
