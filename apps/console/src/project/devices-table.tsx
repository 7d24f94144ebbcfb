import type { DeviceWithState } from '@yanshou/api-schema';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { StateDot } from '../ui/device-counts.js';

interface DevicesTableProps {
  readonly devices: readonly DeviceWithState[];
  readonly zone: string;
}

export function DevicesTable({ devices, zone }: DevicesTableProps) {
  const { devices: texts } = useLanguage().texts;
  const headings = [texts.state, texts.id, texts.name, texts.kind, texts.lastReceived, texts.messages];
  return (
    <table role="table" className="devices" aria-labelledby="devices-title">
      <thead role="rowgroup"><tr role="row">{headings.map((heading) => <th key={heading} role="columnheader" scope="col">{heading}</th>)}</tr></thead>
      <tbody role="rowgroup">{devices.map((device) => <DeviceRow key={device.id} device={device} zone={zone} />)}</tbody>
    </table>
  );
}

function DeviceRow({ device, zone }: { readonly device: DeviceWithState; readonly zone: string }) {
  const { language, texts: { devices: texts, deviceState } } = useLanguage();
  return (
    <tr role="row">
      <td role="cell" data-label={texts.state}><span className={`state state--${device.state}`}><StateDot state={device.state} />{deviceState[device.state]}</span></td>
      <th role="rowheader" scope="row" data-label={texts.id}><code>{device.id}</code></th>
      <td role="cell" data-label={texts.name}>{nameIn(device, language)}</td>
      <td role="cell" data-label={texts.kind}><code>{device.classId}</code></td>
      <td role="cell" className="number" data-label={texts.lastReceived}>{device.lastReceived === null ? <span className="muted">{texts.never}</span> : timeText(device.lastReceived, zone)}</td>
      <td role="cell" className="number" data-label={texts.messages}>{device.messages.toLocaleString('en-US')}</td>
    </tr>
  );
}
