import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { CONCLUSIONS } from '@yanshou/telemetry';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormArea, FormChoice, FormText } from '../../ui/form-fields.js';
import { OPINION_TEXTS } from './opinion-texts.js';
import { correctable, opinionOf } from './opinion-view.js';
import type { OpinedIndicator } from './opinion-view.js';

const FIELDS = ['conclusion', 'indicators[0]', 'text', 'figures[0].value', 'figures[0].source', 'figures[0].evidence', 'figures[0].explanation', 'corrects'];

interface OpinionFormProps {
  readonly project: ProjectDetail;
  readonly assessment: string;
  /** Id of whoever is logged in. */
  readonly auditor: string;
  readonly told: AnswerOf<'listOpinions'>;
  readonly indicators: readonly OpinedIndicator[];
  readonly onDone: (number: number) => void;
  readonly onCancel: () => void;
}

/** An opinion on the whole statement or on one indicator of it, there with the auditor's own figure. */
export function OpinionForm({ project: { id: p }, assessment: a, auditor, told: { statement, items }, indicators, onDone, onCancel }: OpinionFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(OPINION_TEXTS);
  const [chosen, setChosen] = useState('');
  const give = useProjectWrite(p, 'opinions', async (form: FormData) => {
    const opinion = opinionOf(form, statement, indicators);
    if (!opinion.ok) throw opinion.reason;
    return request(WORK_ROUTES.giveOpinion, { params: { p, a }, body: opinion.value });
  }, ({ number }) => onDone(number));
  const own = correctable(items, auditor).map(({ number, conclusion }) => ({ value: String(number), label: texts.correctOption(number, texts.conclusions[conclusion]) }));
  return (
    <ActionForm label={texts.give} submit={texts.sign} fields={FIELDS} action={give} onSubmit={(form) => give.mutate(form)} onCancel={onCancel} isInline>
      <FormChoice name="conclusion" label={texts.conclusion} options={CONCLUSIONS.map((value) => ({ value, label: texts.conclusions[value] }))} />
      <FormChoice name="indicators[0]" label={texts.indicator} hint={texts.whole} options={indicators.map((one) => ({ value: one.indicator, label: nameIn(one, language) }))} onChoose={setChosen} isOptional />
      <FormArea name="text" label={texts.text} isWide />
      {chosen !== '' && <FigureFields project={p} />}
      {own.length > 0 && <FormChoice name="corrects" label={texts.correct} options={own} isOptional />}
    </ActionForm>
  );
}

function FigureFields({ project }: { readonly project: string }) {
  const texts = useSectionTexts(OPINION_TEXTS);
  return (
    <>
      <FormText name="figures[0].value" type="number" step="any" label={texts.value} hint={texts.valueHint} isOptional />
      <FormText name="figures[0].source" label={texts.source} isOptional />
      <EvidenceChoice project={project} name="figures[0].evidence" label={texts.evidence} isOptional />
      <FormArea name="figures[0].explanation" label={texts.explanation} hint={texts.explanationHint} isOptional isWide />
    </>
  );
}
