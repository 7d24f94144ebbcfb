import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { useProjectWrite } from '../../api/project-write.js';
import { useSession } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { freezeQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { instantAt, localText, timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormText } from '../../ui/form-fields.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { entered } from '../../ui/text-field.js';
import { useOpened } from '../../ui/use-opened.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

type Freeze = AnswerOf<'readFreeze'>['freeze'];

/** From when inventory and planned time are frozen; an officer sets it, and once in force it stays. */
export function FreezeSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const { data: session } = useSession();
  const query = useQuery(freezeQuery(project.id));
  const { open, said, show, close } = useOpened();
  const maySet = mayDecide(session) && query.data !== undefined && query.data?.inForce !== true && !open;
  return (
    <Section id="freeze" title={texts.title} aside={maySet && <button type="button" className="button" onClick={() => show(true)}>{texts.set}</button>}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <FreezeForm project={project} onDone={() => close(texts.saved)} onCancel={close} />}
      <Loaded query={query} lines={1}>{(freeze) => <FreezeState freeze={freeze} zone={project.zone} />}</Loaded>
    </Section>
  );
}

function FreezeState({ freeze, zone }: { readonly freeze: Freeze; readonly zone: string }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  if (freeze === null) return <p>{texts.notSet}</p>;
  const { at, inForce, who, setAt, approval } = freeze;
  const said = [texts.setBy(who, timeText(setAt, zone)), ...(approval === undefined ? [] : [texts.approvalOf(approval)])];
  return <p><b>{(inForce ? texts.inForce : texts.toCome)(timeText(at, zone))}</b> <span className="muted">{said.join(' · ')}</span></p>;
}

interface FreezeFormProps {
  readonly project: ProjectDetail;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function FreezeForm({ project: { id, zone }, onDone, onCancel }: FreezeFormProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const save = useProjectWrite(id, 'freeze', (form: FormData) => {
    const approval = entered(form, 'approval').trim();
    return request(WORK_ROUTES.saveFreeze, { params: { p: id }, body: { at: instantAt(entered(form, 'at'), zone), ...(approval === '' ? {} : { approval }) } });
  }, onDone);
  return (
    <ActionForm label={texts.set} submit={texts.set} fields={['at', 'approval']} action={save} onSubmit={save.mutate} onCancel={onCancel}>
      <FormText name="at" type="datetime-local" label={texts.at} hint={texts.atHint} initial={localText(formatIsoMicros(systemClock.now()), zone)} />
      <FormText name="approval" label={texts.approval} isOptional />
    </ActionForm>
  );
}
