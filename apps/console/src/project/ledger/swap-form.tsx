import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { systemClock, formatIsoMicros } from '@yanshou/telemetry';
import { useProjectWrite } from '../../api/project-write.js';
import { devicesQuery } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { gatewaysQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { instantAt, localText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { LEDGER_TEXTS } from './ledger-texts.js';

export type Swapped = AnswerOf<'replaceController'>;
const GATEWAY = 'gateway:';

interface SwapFormProps {
  readonly project: ProjectDetail;
  readonly onDone: (swapped: Swapped) => void;
  readonly onCancel: () => void;
}

/** Which device or gateway got which new part, when and why. */
export function SwapForm({ project, onDone, onCancel }: SwapFormProps) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const swap = useProjectWrite(project.id, 'replacements', (form: FormData) => sendSwap(project, form), onDone);
  return (
    <ActionForm label={texts.swap} submit={texts.swap} fields={['newSerial', 'reason', 'replacedAt', 'id']} action={swap} onSubmit={swap.mutate} onCancel={onCancel}>
      <FormChoice name="id" label={texts.equipment} options={usePrincipals(project.id)} />
      <FormText name="newSerial" label={texts.newSerial} />
      <FormText name="replacedAt" type="datetime-local" label={texts.replacedAt} initial={localText(formatIsoMicros(systemClock.now()), project.zone)} />
      <FormText name="reason" label={texts.reason} isWide />
    </ActionForm>
  );
}

function sendSwap({ id: p, zone }: ProjectDetail, form: FormData): Promise<Swapped> {
  const chosen = entered(form, 'id');
  const body = { newSerial: entered(form, 'newSerial'), reason: entered(form, 'reason'), replacedAt: instantAt(entered(form, 'replacedAt'), zone) };
  return chosen.startsWith(GATEWAY)
    ? request(WORK_ROUTES.replaceGateway, { params: { p, d: chosen.slice(GATEWAY.length) }, body })
    : request(WORK_ROUTES.replaceController, { params: { p, d: chosen }, body });
}

function usePrincipals(project: string) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LEDGER_TEXTS);
  const { data: devices = [] } = useQuery(devicesQuery(project));
  const { data: gateways = [] } = useQuery(gatewaysQuery(project));
  return [
    ...devices.map((device) => ({ value: device.id, label: `${device.id} ${nameIn(device, language)}` })),
    ...gateways.map((gateway) => ({ value: `${GATEWAY}${gateway.id}`, label: `${texts.parts.gateway}: ${gateway.id} ${nameIn(gateway, language)}` })),
  ];
}
