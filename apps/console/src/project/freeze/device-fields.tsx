import { useQuery } from '@tanstack/react-query';
import type { BodyInputOf, DeviceWithState, ProjectDetail } from '@yanshou/api-schema';
import { ASSET_KINDS, REPORTING_MODES } from '@yanshou/telemetry';
import { useEffect, useState } from 'react';
import { devicesQuery } from '../../api/queries.js';
import { classesQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormCheck, FormChoice, FormText } from '../../ui/form-fields.js';
import { Loaded } from '../../ui/loaded.js';
import { entered } from '../../ui/text-field.js';
import type { ChangeFieldsProps } from './change-form.js';
import { inventoryDevice } from './change-view.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

type Device = Extract<BodyInputOf<'proposeChange'>['change'], { kind: 'device' }>['device'];

const NEW = '+';
const at = (field: string): string => `change.device.${field}`;
/** By the names by which the platform refuses them. */
export const DEVICE_FIELDS = ['id', 'nameZh', 'nameEn', 'assetNumber', 'assetKind', 'classId', 'siteId', 'reporting', 'intelligentGround', 'decommissionedAt', 'decommissionReason'].map(at);

/** A device of the inventory, or a new one, as it is to be. */
export function DeviceFields({ project, reader }: ChangeFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(FREEZE_TEXTS);
  const query = useQuery(devicesQuery(project.id));
  const [chosen, setChosen] = useState('');
  const present = query.data?.find(({ id }) => id === chosen);
  useEffect(() => void (reader.current = (form) => ({ kind: 'device', device: deviceOf(form, present) })));
  const optionsOf = (devices: readonly DeviceWithState[]) => [...devices.map((device) => ({ value: device.id, label: `${device.id} ${nameIn(device, language)}` })), { value: NEW, label: texts.newDevice }];
  return (
    <>
      <Loaded query={query} lines={1}>{(devices) => <FormChoice name="device" label={texts.device} options={optionsOf(devices)} onChoose={setChosen} />}</Loaded>
      {chosen === NEW && <FormText name={at('id')} label={texts.deviceId} />}
      {chosen !== '' && <Details key={chosen} project={project} present={present} />}
    </>
  );
}

function Details({ project, present }: { readonly project: ProjectDetail; readonly present: DeviceWithState | undefined }) {
  const { language } = useLanguage();
  const initial: Partial<DeviceWithState> = present ?? {};
  const { fields, assetKind, reporting, isoTimeHint } = useSectionTexts(FREEZE_TEXTS);
  const { data: classes = [] } = useQuery(classesQuery(project.id));
  const named = (items: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string }[]) => items.map((item) => ({ value: item.id, label: `${item.id} ${nameIn(item, language)}` }));
  return (
    <>
      <FormText name={at('nameZh')} label={fields.nameZh} initial={initial.nameZh} />
      <FormText name={at('nameEn')} label={fields.nameEn} initial={initial.nameEn} />
      <FormText name={at('assetNumber')} label={fields.assetNumber} initial={initial.assetNumber} isOptional />
      <FormChoice name={at('assetKind')} label={fields.assetKind} initial={initial.assetKind} options={ASSET_KINDS.map((value) => ({ value, label: assetKind[value] }))} />
      <FormChoice name={at('classId')} label={fields.classId} initial={initial.classId} options={named(classes)} />
      {project.sites.length > 0 && <FormChoice name={at('siteId')} label={fields.siteId} initial={initial.siteId} options={named(project.sites)} isOptional />}
      <FormChoice name={at('reporting')} label={fields.reporting} initial={initial.reporting ?? 'periodic'} options={REPORTING_MODES.map((value) => ({ value, label: reporting[value] }))} />
      <FormText name={at('intelligentGround')} label={fields.intelligentGround} initial={initial.intelligentGround} isOptional />
      <FormText name={at('decommissionedAt')} label={fields.decommissionedAt} hint={isoTimeHint} initial={initial.decommissionedAt} isOptional />
      <FormText name={at('decommissionReason')} label={fields.decommissionReason} initial={initial.decommissionReason} isOptional />
      <FormCheck name={at('intelligent')} label={fields.intelligent} initial={initial.intelligent} />
      <FormCheck name={at('verifiedOnSite')} label={fields.verifiedOnSite} initial={initial.verifiedOnSite} />
    </>
  );
}

/** What the form does not ask stays as it is. */
function deviceOf(form: FormData, present: DeviceWithState | undefined): Device {
  const text = (field: string): string => entered(form, at(field)).trim();
  const { siteId: _, intelligentGround: __, verifiedOnSite: ___, decommissionedAt: ____, decommissionReason: _____, ...rest } = present === undefined ? { id: text('id') } as DeviceWithState : inventoryDevice(present) as DeviceWithState;
  const optional = Object.fromEntries((['siteId', 'intelligentGround', 'decommissionedAt', 'decommissionReason'] as const).map((field) => [field, text(field)]).filter(([, value]) => value !== ''));
  return {
    ...rest, ...optional, nameZh: text('nameZh'), nameEn: text('nameEn'), assetNumber: text('assetNumber'), assetKind: text('assetKind') as Device['assetKind'], classId: text('classId'),
    reporting: text('reporting') as Device['reporting'], intelligent: form.has(at('intelligent')),
    ...(form.has(at('verifiedOnSite')) || present?.verifiedOnSite !== undefined ? { verifiedOnSite: form.has(at('verifiedOnSite')) } : {}),
  };
}
