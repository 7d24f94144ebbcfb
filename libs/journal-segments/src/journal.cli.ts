import { Failure, systemClock } from '@yanshou/telemetry';
import { checkJournal } from './journal-check.js';
import type { JournalReport, SegmentCondition, SegmentReport } from './journal-check.js';
import { setAside } from './set-aside.js';

const EXIT = { good: 0, damaged: 1, unusable: 2 } as const;

const CONDITIONS: Record<SegmentCondition, string> = {
  good: '完好 good',
  'torn-end': '尾部未写完，下次启动时截去 torn end, cut at the next start',
  damaged: '损坏 DAMAGED',
  missing: '缺失 MISSING',
};

/**
 * The operator's look at a journal. Exit code 0: good; 1: damaged; 2: the directory cannot be used, or holds no journal.
 * `print` gets one line at a time.
 */
export const checkCommand = (directory: string, print: (line: string) => void): Promise<number> =>
  explained(async () => printReport(await checkJournal(directory), directory, print), print);

/** The operator's remedy for a damaged segment. Exit code 0: set aside, or good; 1: damaged; 2: it cannot be used. */
export const setAsideCommand = (directory: string, segment: string, print: (line: string) => void): Promise<number> =>
  explained(() => runSetAside(directory, segment, print), print);

async function explained(work: () => Promise<number>, print: (line: string) => void): Promise<number> {
  try {
    return await work();
  } catch (error) {
    return explain(error, print);
  }
}

function printReport(report: JournalReport, directory: string, print: (line: string) => void): number {
  if (report.segments.length === 0) return noJournal(directory, print);
  print(`日志 journal ${report.journal ?? '-'}`);
  for (const segment of report.segments) print(describe(segment));
  print(report.good ? '全部完好 everything is good' : '有损坏：先备份，再对上面的文件执行 set-aside / damaged: make a copy, then set-aside the files named above');
  return report.good ? EXIT.good : EXIT.damaged;
}

/** What is not there was not found good: most likely another directory was meant. */
function noJournal(directory: string, print: (line: string) => void): number {
  print(`${directory} 中没有日志段：请核对目录 / there is no segment in ${directory}: is it the right directory?`);
  return EXIT.unusable;
}

function describe(segment: SegmentReport): string {
  const place = segment.badOffset === undefined ? '' : ` @ ${segment.badOffset}`;
  const range = `${segment.firstSequence}–${segment.lastSequence}`;
  return `${segment.file}  ${range}  ${segment.records} 条 records  ${segment.bytes} B  ${CONDITIONS[segment.condition]}${place}`;
}

async function runSetAside(directory: string, segment: string, print: (line: string) => void): Promise<number> {
  const { keptAs, records, gap } = await setAside(directory, segment, systemClock);
  if (gap === null && keptAs === null) print(`${segment} 完好，未作改动 is good; nothing was changed`);
  if (keptAs !== null) print(`原始字节保存为 the damaged bytes are kept as ${keptAs}`);
  print(`保留 kept ${records} 条记录 records`);
  if (gap !== null) print(`声明缺失序号 declared missing: ${gap.fromSequence}–${gap.toSequence}`);
  return EXIT.good;
}

function explain(error: unknown, print: (line: string) => void): number {
  if (!(error instanceof Failure)) {
    print(`无法读取 cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.unusable;
  }
  print(`${error.code}: ${error.message}`);
  print(error.help.zh);
  print(error.help.en);
  return error.code === 'journal-damaged' ? EXIT.damaged : EXIT.unusable;
}
