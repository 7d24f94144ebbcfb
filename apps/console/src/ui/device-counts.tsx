import { useTexts } from '../i18n/language-context.js';

/** Of devices in service. */
const COUNTED_STATES = ['live', 'silent', 'never'] as const;
export const DEVICE_STATES = [...COUNTED_STATES, 'decommissioned'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];
export type CountedState = (typeof COUNTED_STATES)[number];

interface DeviceCountsProps {
  readonly counts: Readonly<Record<CountedState, number>>;
}

/** How many devices are live, silent, never connected. */
export function DeviceCounts({ counts }: DeviceCountsProps) {
  const { deviceState } = useTexts();
  return (
    <ul className="counts">
      {COUNTED_STATES.map((state) => (
        <li key={state} className={counts[state] === 0 ? 'counts__none' : undefined}>
          <StateDot state={state} />
          {deviceState[state]} <b>{counts[state]}</b>
        </li>
      ))}
    </ul>
  );
}

/** A full, half or empty dot: told apart without colour. */
export const StateDot = ({ state }: { readonly state: DeviceState }) => <span className={`dot dot--${state}`} aria-hidden="true" />;
