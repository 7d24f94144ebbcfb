import { SingleBar } from 'cli-progress';
import { MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import type { Language } from './arguments.js';

/** Shows how far a verification is; `end` leaves nothing of it on a terminal. */
export interface Progress {
  show(share: number): void;
  end(): void;
}

const SILENT_MILLIS = 10_000;
const SILENT: Micros = SILENT_MILLIS * MICROS_PER_MILLISECOND;

/** A bar on a terminal. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({ format: '{bar} {percentage} %', stream, hideCursor: true, clearOnComplete: true });
  bar.start(1, 0);
  return { show: (share) => bar.update(share), end: () => bar.stop() };
}

/** Elsewhere a line every ten seconds; of what takes less, none. */
export function progressLines(write: (text: string) => void, language: Language, clock: Clock = systemClock): Progress {
  let told = clock.now();
  return {
    show: (share) => {
      const now = clock.now();
      if (now - told < SILENT) return;
      told = now;
      write(language === 'zh' ? `核验中：${percent(share)} %\n` : `verifying: ${percent(share)} %\n`);
    },
    end: () => undefined,
  };
}

const percent = (share: number): number => Math.floor(100 * share);
