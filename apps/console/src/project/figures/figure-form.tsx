import type { BodyInputOf, ProjectDetail } from '@yanshou/api-schema';
import { SOURCE_KINDS } from '@yanshou/telemetry';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormArea, FormChoice, FormText } from '../../ui/form-fields.js';
import { useIndicatorOptions } from '../indicator-options.js';
import { STATED_PURPOSES, figureOf } from './figure-view.js';
import { FIGURES_TEXTS } from './figures-texts.js';

const FIELDS = ['indicator', 'purpose', 'quantity', 'amount', 'unit', 'period', 'item', 'sourceKind', 'evidence', 'explanation'];

interface FigureFormProps {
  readonly project: ProjectDetail;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function FigureForm({ project, onDone, onCancel }: FigureFormProps) {
  const { texts: { sourceKind } } = useLanguage();
  const texts = useSectionTexts(FIGURES_TEXTS);
  const state = useProjectWrite(project.id, 'figures', (body: BodyInputOf<'stateFigure'>) => request(WORK_ROUTES.stateFigure, { params: { p: project.id }, body }), onDone);
  const purposes = STATED_PURPOSES.map((value) => ({ value, label: texts.purposes[value] }));
  const kinds = SOURCE_KINDS.filter((kind) => kind !== 'collected').map((value) => ({ value, label: sourceKind[value] }));
  return (
    <ActionForm label={texts.add} submit={texts.add} fields={FIELDS} action={state} onSubmit={(form) => state.mutate(figureOf(form, project.zone))} onCancel={onCancel}>
      <FormChoice name="indicator" label={texts.indicator} options={useIndicatorOptions(project)} />
      <FormChoice name="purpose" label={texts.purpose} options={purposes} />
      <FormText name="quantity" label={texts.quantity} hint={texts.quantityHint} initial="value" />
      <FormText name="amount" type="number" step="any" label={texts.amount} />
      <FormText name="unit" label={texts.unit} isOptional />
      <FormText name="periodFirst" type="date" label={texts.periodFirst} hint={texts.periodHint} />
      <FormText name="periodLast" type="date" label={texts.periodLast} />
      <FormText name="item" label={texts.item} hint={texts.itemHint} isOptional />
      <FormChoice name="sourceKind" label={texts.sourceKind} options={kinds} initial="entered" />
      <EvidenceChoice project={project.id} name="evidence" label={texts.evidence} hint={texts.evidenceHint} isOptional />
      <FormArea name="explanation" label={texts.explanation} isOptional isWide />
    </ActionForm>
  );
}
