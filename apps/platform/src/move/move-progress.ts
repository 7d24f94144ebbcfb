import type { Clock } from '@yanshou/telemetry';

const EVERY_MILLIS = 1_000;
const PERCENT = 100;

/** Says about once a second how far a move is. */
export class MoveProgress {
  private saidAt: number;

  constructor(private readonly say: (line: string) => void, private readonly clock: Pick<Clock, 'monotonicMillis'>) {
    this.saidAt = clock.monotonicMillis();
  }

  tell(part: string, done: number, of?: number): void {
    if (done !== of && this.clock.monotonicMillis() - this.saidAt < EVERY_MILLIS) return;
    this.saidAt = this.clock.monotonicMillis();
    this.say(`${part}  ${done}${of === undefined ? '' : ` / ${of}  ${Math.floor((PERCENT * done) / Math.max(1, of))} %`}`);
  }
}
