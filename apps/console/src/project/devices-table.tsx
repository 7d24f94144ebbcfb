import type { DeviceWithState, ProjectDetail } from '@yanshou/api-schema';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { StateDot } from '../ui/device-counts.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { DecommissionForm } from './decommission-form.js';
import { DECOMMISSION_TEXTS } from './decommission-texts.js';

interface DevicesTableProps {
  readonly project: ProjectDetail;
  readonly devices: readonly DeviceWithState[];
  /** Whether the caller may state that one leaves service. */
  readonly mayDecommission: boolean;
  /** The device whose form is open. */
  readonly open: string | undefined;
  readonly onOpen: (device: string) => void;
  readonly onClose: (said?: string) => void;
}

export function DevicesTable({ project, devices, mayDecommission, open, onOpen, onClose }: DevicesTableProps) {
  const columns = useColumns(project.zone);
  const actions = useActions(onOpen);
  return (
    <RowsTable
      titled="devices-title" columns={mayDecommission ? [...columns, actions] : columns} rows={devices} keyOf={({ id }) => id} isPast={({ state }) => state === 'decommissioned'}
      below={(device) => mayDecommission && device.id === open && <DecommissionForm project={project} device={device} onClose={onClose} />}
    />
  );
}

function useColumns(zone: string): readonly Column<DeviceWithState>[] {
  const { language, texts: { devices: texts } } = useLanguage();
  return [
    { heading: texts.id, cell: ({ id }) => <code>{id}</code> },
    { heading: texts.state, cell: (device) => <DeviceState device={device} zone={zone} /> },
    { heading: texts.name, cell: (device) => nameIn(device, language) },
    { heading: texts.kind, cell: ({ classId }) => <code>{classId}</code> },
    { heading: texts.lastReceived, cell: ({ lastReceived }) => lastReceived === null ? <span className="muted">{texts.never}</span> : timeText(lastReceived, zone), className: 'number' },
    { heading: texts.messages, cell: ({ messages }) => messages.toLocaleString('en-US'), className: 'number' },
  ];
}

/** The state, and of a device that left service, or will, from when and why. */
function DeviceState({ device: { state, decommissionedAt, decommissionReason }, zone }: { readonly device: DeviceWithState; readonly zone: string }) {
  const { deviceState } = useLanguage().texts;
  const texts = useSectionTexts(DECOMMISSION_TEXTS);
  return (
    <>
      <span className={`state state--${state}`}><StateDot state={state} />{deviceState[state]}</span>
      {decommissionedAt !== undefined && <small>{texts.since(timeText(decommissionedAt, zone))}</small>}
      {decommissionReason !== undefined && <small>{decommissionReason}</small>}
    </>
  );
}

function useActions(onOpen: (device: string) => void): Column<DeviceWithState> {
  const texts = useSectionTexts(DECOMMISSION_TEXTS);
  return {
    heading: texts.actions,
    cell: ({ id, decommissionedAt }) => decommissionedAt === undefined
      ? <button type="button" className="link nowrap" aria-label={texts.decommissionLabel(id)} onClick={() => onOpen(id)}>{texts.decommission}</button>
      : <button type="button" className="link nowrap" aria-label={texts.correctLabel(id)} onClick={() => onOpen(id)}>{texts.correct}</button>,
  };
}
