import { parquetExtract } from '@yanshou/bundles';
import { openFile } from '@yanshou/bundles/node';
import { readCheckedExtract, unexplainedMinutes } from '@yanshou/evidence';
import { ExtractFold } from '@yanshou/kpi';
import type { HeartbeatHour } from '@yanshou/kpi';
import { Failure, countedOrigins } from '@yanshou/telemetry';
import type { ProjectFacts } from '../indicators/project-facts.js';
import type { AssessmentFacts, ExtractFile } from '../telemetry/assessment-extract.js';

/** Minutes in which only a heartbeat said that a device lives: they are in no reading, so a bundle names them. */
export async function heartbeatHours({ inventory, contract }: ProjectFacts, { context, extracts }: AssessmentFacts): Promise<readonly HeartbeatHour[]> {
  if (!inventory.devices.some(({ reporting }) => reporting === 'by-exception')) return [];
  const fold = new ExtractFold(inventory, contract);
  // The baseline first, as a verifier reads them.
  for (const extract of [...extracts].sort((left, right) => (left.leg < right.leg ? -1 : 1))) await foldExtract(fold, inventory.project, extract);
  const folded = fold.finish();
  const counted = countedOrigins(inventory.demonstration);
  return [
    ...unexplainedMinutes('reporting', context.deviceHours, folded.deviceHours, counted),
    ...(context.baselineHours === null || folded.baselineHours === null ? [] : unexplainedMinutes('baseline', context.baselineHours, folded.baselineHours, counted)),
  ];
}

async function foldExtract(fold: ExtractFold, project: string, { leg, path, from, to, readings }: ExtractFile): Promise<void> {
  const file = await openFile(path);
  try {
    const source = parquetExtract({ byteLength: file.size, slice: (start, end) => file.slice(start, end ?? file.size).arrayBuffer() });
    const fault = await readCheckedExtract(source, { leg, project, facts: { from, to, rows: readings } }, (reading) => fold.add(leg, reading));
    if (fault !== undefined) throw unusable(leg, fault.code);
  } finally {
    await file.close();
  }
}

const unusable = (leg: string, code: string): Failure =>
  new Failure('extract-unusable', `the ${leg} extract: ${code}`, false, {
    zh: `导出的读数文件未通过自查（${code}），未出具核算报告，请报告此缺陷`,
    en: `the extract of readings failed its own check (${code}); no statement was issued. Please report this defect`,
  });
