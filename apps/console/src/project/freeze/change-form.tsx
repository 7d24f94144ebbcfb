import type { BodyInputOf, ProjectDetail } from '@yanshou/api-schema';
import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormArea, FormChoice } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { CalendarFields } from './calendar-fields.js';
import { CLASS_FIELDS, ClassFields } from './class-fields.js';
import { DEVICE_FIELDS, DeviceFields } from './device-fields.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

export type Change = BodyInputOf<'proposeChange'>['change'];
/** What the fields of a kind of change make of a form; a text where something cannot be read. */
export type ReadChange = (form: FormData) => Change | string;

const KINDS = ['device', 'class', 'calendar'] as const;
const FIELDS = { device: DeviceFields, class: ClassFields, calendar: CalendarFields } as const;

interface ChangeFormProps {
  readonly project: ProjectDetail;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** What is to change, how it is to be afterwards, and why. */
export function ChangeForm({ project, onDone, onCancel }: ChangeFormProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('device');
  const reader = useRef<ReadChange | undefined>(undefined);
  const [fault, setFault] = useState<string>();
  const ask = useProjectWrite(project.id, 'changes', (body: BodyInputOf<'proposeChange'>) => request(WORK_ROUTES.proposeChange, { params: { p: project.id }, body }), onDone);
  const submit = (form: FormData): void => {
    const change = reader.current?.(form) ?? '';
    setFault(typeof change === 'string' ? change : undefined);
    if (typeof change !== 'string') ask.mutate({ change, reason: entered(form, 'reason') });
  };
  const Fields = FIELDS[kind];
  const choose = (chosen: string): void => setKind(KINDS.find((one) => one === chosen) ?? 'device');
  return (
    <ActionForm label={texts.propose} submit={texts.propose} fields={['reason', ...DEVICE_FIELDS, ...CLASS_FIELDS]} action={ask} onSubmit={submit} onCancel={onCancel}>
      <FormChoice name="kind" label={texts.whatKind} initial={kind} options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))} onChoose={choose} />
      <Fields key={kind} project={project} reader={reader} />
      <FormArea name="reason" label={texts.reason} isWide />
      {fault !== undefined && <p className="problem" role="alert">{fault}</p>}
    </ActionForm>
  );
}

export interface ChangeFieldsProps {
  readonly project: ProjectDetail;
  /** Told how the fields are read, after every rendering. */
  readonly reader: RefObject<ReadChange | undefined>;
}
