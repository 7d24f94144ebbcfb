import type { PossibleGap } from './consumer-handler.js';
import type { ConsumerStats } from './consumer-options.js';

/** What a consumer has counted since its start. */
export class ConsumerCounters {
  acknowledged = 0;
  connects = 0;
  takenOver = 0;
  private received = 0;
  private redelivered = 0;
  private bytes = 0;
  private sessionsLost = 0;
  private lastGap: PossibleGap | undefined;
  private readonly refused: Record<string, number> = {};

  take(payloadBytes: number, again: boolean): void {
    this.received += 1;
    this.bytes += payloadBytes;
    if (again) this.redelivered += 1;
  }

  refuse(code: string): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }

  lost(gap: PossibleGap): void {
    this.sessionsLost += 1;
    this.lastGap = gap;
  }

  snapshot(): Omit<ConsumerStats, 'openBytes' | 'openMessages'> {
    const { acknowledged, connects, takenOver, received, redelivered, bytes, sessionsLost, lastGap } = this;
    return { acknowledged, connects, takenOver, received, redelivered, bytes, sessionsLost, refused: { ...this.refused }, ...(lastGap === undefined ? {} : { lastGap }) };
  }
}
