import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf, Contract, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { projectQuery } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { templateQuery } from '../../programme/programme-queries.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { FREEZE_TEXTS } from '../freeze/freeze-texts.js';
import { contractOf, isUnreadable, otherTermsOf, placed } from './contract-draft.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { EnergyFields } from './energy-fields.js';
import { EnvironmentFields } from './environment-fields.js';
import { PeriodFields, PlaceFields, PlannedTimeFields, ThresholdFields } from './term-fields.js';
import { TargetFields } from './target-fields.js';
import { draftOf, linesOf } from './target-lines.js';
import type { TargetLine } from './target-lines.js';
import { UnitFields } from './unit-fields.js';

const FIELDS = [
  'contract.direction', 'contract.batch', 'contract.window.from', 'contract.window.to', 'contract.baseline.from', 'contract.baseline.to', 'contract.term.from', 'contract.term.to', 'contract.networkedThreshold',
  'contract.minimumPlatformCoverage', 'contract.minimumDeviceCoverage', 'contract.lateDeliveryHours', 'contract.targets', 'contract.units', 'contract.energy.definition', 'contract.energy.factors', 'contract.environment.airStandard', 'contract.environment.waterBody', 'approval',
];

interface ContractFormProps {
  readonly project: ProjectDetail;
  /** Told the version that is in force now. */
  readonly onDone: (version: number) => void;
  readonly onCancel: () => void;
}

/** A contract drafted from the default targets of its direction; one in force is changed by an approval. */
export function ContractForm({ project, onDone, onCancel }: ContractFormProps) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { contract, programme, zone } = project;
  const { drafted, template, redirect, setBatch, setLines } = useDraft(project);
  const { send, submit, fault } = useSubmit(project, drafted, onDone);
  const [label, action] = contract === null ? [texts.draft, texts.saveDraft] : [texts.change, texts.saveChange];
  return (
    <ActionForm label={label} submit={action} fields={FIELDS} action={send} onSubmit={submit} onCancel={onCancel}>
      <PlaceFields programme={programme} direction={drafted.direction} batch={drafted.batch} onDirection={redirect} onBatch={setBatch} />
      <TargetFields lines={drafted.lines} template={template} zone={zone} onChange={setLines} />
      <PeriodFields contract={contract} zone={zone} />
      <ThresholdFields contract={contract} />
      <UnitFields initial={contract?.units ?? []} />
      <EnergyFields project={project.id} initial={contract?.energy} />
      <EnvironmentFields initial={contract?.environment} />
      <PlannedTimeFields plannedTime={contract?.plannedTime} />
      {contract !== null && <ChangeFields contract={contract} />}
      {fault !== undefined && <p className="problem" role="alert">{fault}</p>}
    </ActionForm>
  );
}

/** Of a contract in force: what stays as it is, and by what it is changed. */
function ChangeFields({ contract }: { readonly contract: Contract }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const kept = otherTermsOf(contract).map((name) => texts.terms[name]);
  return (
    <>
      {kept.length > 0 && <p className="form__note">{texts.kept(listIn(kept, language))}</p>}
      <FormText name="approval" label={texts.approval} hint={texts.approvalHint} />
    </>
  );
}

/** Direction, batch and targets as they are edited, and the defaults beside them. */
function useDraft({ contract, programme, zone }: ProjectDetail) {
  const [direction, setDirection] = useState(contract?.direction ?? '');
  const [batch, setBatch] = useState(contract?.batch ?? '');
  // Undefined while they are still the defaults: another direction or batch then brings its own.
  const [own, setLines] = useState<readonly TargetLine[] | undefined>(contract === null ? undefined : linesOf(contract.targets, zone));
  const { data: template } = useQuery({ ...templateQuery(programme, direction, batch), enabled: direction !== '' });
  const lines = own ?? (template === undefined ? [] : draftOf(template, zone));
  const redirect = (chosen: string): void => {
    setDirection(chosen);
    setLines(undefined);
  };
  return { drafted: { lines, direction, batch }, template, redirect, setBatch, setLines };
}

type Drafted = Pick<Parameters<typeof contractOf>[1], 'lines' | 'direction' | 'batch'>;

function useSubmit({ id: p, zone, contract: before }: ProjectDetail, drafted: Drafted, onDone: (version: number) => void) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const client = useQueryClient();
  const [fault, setFault] = useState<string>();
  const send = useProjectWrite(p, 'contract', async (body: BodyInputOf<'changeProject'>) => {
    try {
      return await request(WORK_ROUTES.changeProject, { params: { p }, body });
    } catch (error) {
      throw placed(error);
    }
  }, (changed) => {
    client.setQueryData(projectQuery(p).queryKey, changed);
    onDone(changed.contractHistory.at(-1)?.version ?? 1);
  });
  const submit = (form: FormData): void => {
    const contract = contractOf(form, { ...drafted, before, zone });
    if (isUnreadable(contract)) return setFault((contract.what === 'shifts' ? texts.badShift : texts.badDay)(contract.line, contract.text));
    setFault(undefined);
    const approval = entered(form, 'approval').trim();
    send.mutate({ contract, ...(approval === '' ? {} : { approval }) });
  };
  return { send, submit, fault };
}
