import { useQuery } from '@tanstack/react-query';
import type { EvidenceView, ProjectDetail } from '@yanshou/api-schema';
import { EVIDENCE_KINDS, LEGAL_STATES } from '@yanshou/telemetry';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { catalogueQuery } from '../../api/queries.js';
import { statedForm, upload } from '../../api/upload.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { periodText, startOfDay } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormChoice, FormFile, FormText } from '../../ui/form-fields.js';
import type { Option } from '../../ui/form-fields.js';
import { useIndicatorOptions } from '../indicator-options.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { kindsCounted, mustStateDetails } from './evidence-view.js';

const FIELDS = ['file', 'title', 'kind', 'indicator', 'number', 'owner', 'datedAt', 'issuer', 'legalState', 'pages'];

interface EvidenceFormProps {
  readonly project: ProjectDetail;
  readonly onDone: (uploaded: EvidenceView) => void;
  readonly onCancel: () => void;
}

/** A paper with what is written on it; what the kind demands is demanded here already. */
export function EvidenceForm({ project, onDone, onCancel }: EvidenceFormProps) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const [indicator, setIndicator] = useState('');
  const [kind, setKind] = useState('');
  const [progress, setProgress] = useState(0);
  const { indicators, kinds } = useChoices(project, indicator);
  const send = useProjectWrite(project.id, 'evidence', (form: FormData) => {
    setProgress(0);
    return upload(WORK_ROUTES.submitEvidence, { params: { p: project.id }, form: asStated(form, project.zone), onProgress: setProgress });
  }, onDone);
  const choose = (chosen: string): void => {
    setIndicator(chosen);
    setKind('');
  };
  const counted = kinds === null ? undefined : texts.indicatorKinds(kinds.map((one) => texts.kind[one]).join(', '));
  return (
    <ActionForm label={texts.upload} submit={texts.upload} fields={FIELDS} action={send} onSubmit={send.mutate} onCancel={onCancel} progress={progress}>
      <FormFile name="file" label={texts.file} hint={texts.fileHint} />
      <FormText name="title" label={texts.paperTitle} />
      <FormChoice name="indicator" label={texts.indicator} options={indicators} isOptional onChoose={choose} {...(counted === undefined ? {} : { hint: counted })} />
      <FormChoice key={indicator} name="kind" label={texts.kindHeading} options={(kinds ?? EVIDENCE_KINDS).map((value) => ({ value, label: texts.kind[value] }))} onChoose={setKind} />
      <DetailFields project={project} isOptional={!mustStateDetails(kind)} />
    </ActionForm>
  );
}

/** What is written on the paper. */
function DetailFields({ project: { contract, zone }, isOptional }: { readonly project: ProjectDetail; readonly isOptional: boolean }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const units = (contract?.units ?? []).map(({ name }) => ({ value: name, label: name }));
  const term = contract?.term ?? contract?.window;
  return (
    <>
      <FormText name="number" label={texts.number} hint={texts.numberLong} isOptional={isOptional} />
      <FormChoice name="owner" label={texts.owner} options={units} isOptional={isOptional} hint={units.length === 0 ? texts.noUnits : texts.ownerHint} />
      <FormText name="datedAt" type="date" label={texts.date} isOptional={isOptional} {...(term === undefined ? {} : { hint: texts.dateHint(periodText(term, zone)) })} />
      <FormText name="issuer" label={texts.issuer} isOptional={isOptional} />
      <FormChoice name="legalState" label={texts.legalHeading} options={LEGAL_STATES.map((value) => ({ value, label: texts.legal[value] }))} isOptional={isOptional} />
      <FormText name="pages" type="number" min={1} label={texts.pages} isOptional />
    </>
  );
}

/** The contract's indicators that count evidence first, then the others: a figure's paper may name any. */
function useChoices(project: ProjectDetail, indicator: string): { readonly indicators: readonly Option[]; readonly kinds: ReturnType<typeof kindsCounted> } {
  const options = useIndicatorOptions(project);
  const { data: catalogue } = useQuery(catalogueQuery);
  const definitionOf = (id: string) => catalogue?.indicators.find((one) => one.id === id);
  const counting = (id: string): number => (kindsCounted(definitionOf(id)) === null ? 1 : 0);
  const indicators = options.toSorted((a, b) => counting(a.value) - counting(b.value));
  return { indicators, kinds: kindsCounted(definitionOf(indicator)) };
}

/** A day is the instant at which it begins where the project is. */
function asStated(form: FormData, zone: string): FormData {
  const stated = statedForm(form);
  const day = stated.get('datedAt');
  if (typeof day === 'string') stated.set('datedAt', startOfDay(day, zone));
  return stated;
}
