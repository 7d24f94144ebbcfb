import type { Progress } from '../publisher/progress.js';

export interface Output {
  write(text: string): unknown;
}

export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

const BAR_WIDTH = 30;

/** Shows progress: a line of JSON for programs on stdout, a bar for people on stderr. */
export function progressOutput(kind: 'json' | 'bar', { stdout, stderr }: Streams): (progress: Progress) => void {
  if (kind === 'json') return (progress) => void stdout.write(`${JSON.stringify(progress)}\n`);
  return (progress) => void stderr.write(`\r${bar(progress)}`);
}

function bar({ published, acknowledged, total }: Progress): string {
  if (total === null) return `已发送 sent ${published}  已确认 acknowledged ${acknowledged} `;
  const share = total === 0 ? 1 : acknowledged / total;
  const full = Math.round(share * BAR_WIDTH);
  return `[${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}] ${acknowledged}/${total} `;
}
