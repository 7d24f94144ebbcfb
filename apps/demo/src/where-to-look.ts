import type { Language } from './arguments.js';
import type { DemoReports } from './demo-reports.js';
import type { ShownBatch } from './demo-trace.js';

export interface Shown extends Pick<DemoReports, 'bundle' | 'key'> {
  readonly batch: ShownBatch | undefined;
  /** Whether the platform keeps running: otherwise its pages are files. */
  readonly isRunning: boolean;
}

/** The last lines for people: what to open, for each thing that the demonstration shows. */
export function whereToLook({ bundle, key, batch, isRunning }: Shown, language: Language): string {
  const text = TEXTS[language];
  const traced = batch === undefined ? [] : [text.batch(batch.batch), ...(isRunning ? [`  ${batch.url}`] : []), `  ${batch.page}`, `  ${batch.qr}`];
  return [text.bundle, `  ${bundle}`, `  ${key}`, ...traced, isRunning ? text.training : text.again].join('\n');
}

const TEXTS = {
  zh: {
    bundle: '核算报告包与公钥（核验：npm run verify -- 报告包 --key 公钥）：',
    batch: (id: string) => `批次 ${id} 从生产到销售的公开页面与二维码：`,
    training: '训练场次、缺数原因与其余指标：控制台各项目的“考核指标”页',
    again: '在控制台查看训练场次与其余指标：npm run demo（不带 --once）',
  },
  en: {
    bundle: 'the report bundle and its key (npm run verify -- BUNDLE --key KEY checks it):',
    batch: (id: string) => `public page and QR code of batch ${id}, from production to sale:`,
    training: 'training sessions, causes of gaps and all other indicators: the indicators page of each project in the console',
    again: 'to see training sessions and all other indicators in the console: npm run demo without --once',
  },
} as const;
