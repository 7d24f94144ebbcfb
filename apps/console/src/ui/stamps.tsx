import type { Origin } from '@yanshou/telemetry';
import { useTexts } from '../i18n/language-context.js';

interface StampsProps {
  /** Every origin seen among the readings behind what is stamped. */
  readonly origins: readonly (Origin | 'none')[];
}

/** The marks that values of simulated or replayed readings carry wherever they are shown. */
export function Stamps({ origins }: StampsProps) {
  const { stamp } = useTexts();
  return (
    <>
      {origins.includes('simulated') && <span className="stamp">{stamp.simulated}</span>}
      {origins.includes('replayed') && <span className="stamp">{stamp.replayed}</span>}
    </>
  );
}
