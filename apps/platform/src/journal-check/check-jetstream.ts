import { connectJetStream } from '@yanshou/journal-jetstream';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import { systemClock } from '@yanshou/telemetry';
import { MoveProgress } from '../move/move-progress.js';
import { checkStreams } from './check-streams.js';
import type { StreamReport } from './check-streams.js';

export interface Output {
  readonly print: (line: string) => void;
  /** Progress, for people who wait. */
  readonly say: (line: string) => void;
}

/** Checks the journal in JetStream and prints a line a stream. Answers whether everything is good. Failures: those of `checkStreams`. */
export async function checkJetStream(address: NatsAddress, { print, say }: Output): Promise<boolean> {
  const connection = await connectJetStream(address, 'yanshou journal check');
  const progress = new MoveProgress(say, systemClock);
  let good = true;
  try {
    for await (const report of checkStreams({ connection, tell: (stream, done, of) => progress.tell(stream, done, of) })) {
      good &&= report.state === 'good';
      linesOf(report).forEach(print);
    }
  } finally {
    await connection.close();
  }
  print(good ? '全部完好 everything is good' : '有问题：按上面各行处理；JetStream 日志的补救是完好的副本 / not everything is good: do what the lines above say; the remedy for a journal in JetStream is a healthy replica');
  return good;
}

function linesOf(report: StreamReport): string[] {
  if (report.state === 'bad') return [`${report.failure.code}  ${report.failure.message}`, `  ${report.failure.help.zh}`, `  ${report.failure.help.en}`];
  const { stream, lastSequence, copies, current } = report;
  const condition = report.state === 'good' ? '完好 good' : '副本不全：请启动缺少的 NATS 服务器 COPIES MISSING: start the NATS servers that are down';
  return [`${stream}  ${lastSequence === 0 ? '-' : `1–${lastSequence}`}  ${lastSequence} 条 records  ${current}/${copies} 副本 replicas  ${condition}`];
}
