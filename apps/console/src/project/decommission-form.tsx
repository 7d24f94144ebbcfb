import type { DeviceWithState, ProjectDetail } from '@yanshou/api-schema';
import { formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { useProjectWrite } from '../api/project-write.js';
import { request } from '../api/request.js';
import { WORK_ROUTES } from '../api/work-routes.js';
import { instantAt, localText, timeText } from '../format/time-text.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import { DECOMMISSION_TEXTS } from './decommission-texts.js';

interface DecommissionFormProps {
  readonly project: ProjectDetail;
  readonly device: DeviceWithState;
  /** With what was done, in words; without when it was left. */
  readonly onClose: (said?: string) => void;
}

/** From when a device is out of service, and why; again to put that right. */
export function DecommissionForm({ project: { id: p, zone }, device: { id, decommissionedAt, decommissionReason }, onClose }: DecommissionFormProps) {
  const texts = useSectionTexts(DECOMMISSION_TEXTS);
  const send = useProjectWrite(p, 'devices', async (form: FormData) => {
    const at = instantAt(entered(form, 'at'), zone);
    await request(WORK_ROUTES.decommissionDevice, { params: { p, d: id }, body: { at, reason: entered(form, 'reason') } });
    return at;
  }, (at) => onClose(texts.done(id, timeText(at, zone))));
  const [submit, label] = decommissionedAt === undefined ? [texts.decommission, texts.decommissionLabel(id)] : [texts.correct, texts.correctLabel(id)];
  return (
    <ActionForm label={label} submit={submit} fields={['at', 'reason']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormText name="at" type="datetime-local" label={texts.at} hint={texts.atHint} initial={localText(decommissionedAt ?? formatIsoMicros(systemClock.now()), zone)} />
      <FormText name="reason" label={texts.reason} initial={decommissionReason} />
    </ActionForm>
  );
}
