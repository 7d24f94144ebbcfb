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
  private readonly refused: Record<string, number> = {};

  take(payloadBytes: number, again: boolean): void {
    this.received += 1;
    this.bytes += payloadBytes;
    if (again) this.redelivered += 1;
  }

  refuse(code: string): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }

  lost(): void {
    this.sessionsLost += 1;
  }

  snapshot(): Omit<ConsumerStats, 'openBytes' | 'openMessages' | 'lastGap'> {
    const { acknowledged, connects, takenOver, received, redelivered, bytes, sessionsLost } = this;
    return { acknowledged, connects, takenOver, received, redelivered, bytes, sessionsLost, refused: { ...this.refused } };
  }
}
