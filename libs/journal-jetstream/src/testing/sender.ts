import type { JournalAppender, JournalRecord } from '@yanshou/journal';
import { RecordKind } from '@yanshou/journal';
import { bytesBody } from '@yanshou/journal/testing';

interface Acknowledged {
  readonly text: string;
  readonly sequence: number;
  readonly at: number;
}

const BURST = 20;

/** Appends without end, a burst at a time, numbered by project; knows what was acknowledged, and checks what is read against it. */
export class Sender {
  readonly acknowledged: Acknowledged[] = [];
  /** In answer order, appends that were refused. */
  readonly refused: string[] = [];
  private readonly sent = new Map<string, number>();
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly journal: JournalAppender, private readonly projects: readonly string[]) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** The longest time without an acknowledgement since then. */
  longestPause(since: number): number {
    const times = [since, ...this.acknowledged.map(({ at }) => at).filter((at) => at > since)];
    return Math.round(times.slice(1).reduce((longest, at, index) => Math.max(longest, at - (times[index] as number)), 0));
  }

  /** Every acknowledged text once, under the sequence that was told; each project in the order in which it was sent. */
  check(records: readonly JournalRecord[]): void {
    const texts = records.map(({ body }) => body.toString());
    if (new Set(texts).size !== texts.length) throw new Error('something is stored twice');
    const read = new Map(records.map(({ sequence, body }) => [body.toString(), sequence]));
    for (const { text, sequence } of this.acknowledged) {
      if (read.get(text) !== sequence) throw new Error(`${text} was acknowledged as ${sequence} and is ${String(read.get(text))}`);
    }
    for (const project of this.projects) {
      const numbers = texts.filter((text) => text.startsWith(`${project} `)).map((text) => Number(text.split(' ')[1]));
      if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] as number))) throw new Error(`${project} is out of order`);
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await Promise.all(Array.from({ length: BURST }, (_, index) => this.send(this.projects[index % this.projects.length] as string)));
    }
  }

  private send(project: string): Promise<void> {
    const number = (this.sent.get(project) ?? 0) + 1;
    this.sent.set(project, number);
    const text = `${project} ${number}`;
    return new Promise((resolve) => {
      this.journal.append({ kind: RecordKind.message, at: number, body: bytesBody(Buffer.from(text)), key: project }, (error, sequence) => {
        if (error === null) this.acknowledged.push({ text, sequence, at: performance.now() });
        else this.refused.push(text);
        if (error?.retryable === false) this.stopping = true;
        resolve();
      });
    });
  }
}
