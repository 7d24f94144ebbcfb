import type { AnswerOf } from '@yanshou/api-schema';
import { completionOf, omittedTargets, rollUp } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { BilingualText } from '@yanshou/catalogue';
import { appliedRule, windowOf } from '@yanshou/telemetry';
import type { AppliedRule, Micros, ProgrammeSettings, ProjectContract } from '@yanshou/telemetry';
import { summaryOf } from '../portfolio/portfolio.js';
import { ruleDocumentView } from './rule-figures-view.js';

export type Standing = AnswerOf<'readStanding'>;

/** How a project stands against its contract, by the rules of its programme. Pure. */
export function standingOf(contract: ProjectContract, rows: readonly IndicatorRow[], settings: ProgrammeSettings): Standing {
  const keys = new Set(contract.targets.filter(({ isKey }) => isKey === true).map(({ indicator }) => indicator));
  const judged = rows.map((row) => ({ row, isKey: keys.has(row.indicator), completion: completionOf(row) }));
  const rolled = rollUp(judged.map(({ row: { indicator, verdict }, isKey, completion }) => ({ indicator, verdict, isKey, completion })), settings.rollUp);
  return {
    rule: ruleView(settings, contract),
    indicators: judged.map(({ row, isKey, completion }) => ({ indicator: summaryOf(row), isKey, completion })),
    omitted: omittedTargets(contract).map((omitted) => ({ ...omitted })),
    rollUp: { ...rolled, undecided: [...rolled.undecided] },
  };
}

function ruleView(settings: ProgrammeSettings, contract: ProjectContract): Standing['rule'] {
  const applied = appliedRule(settings, contract);
  if (!applied.ok || applied.value === null) return null;
  const { document, approval } = applied.value;
  return { document: ruleDocumentView(document), approval, remarks: [...remarksOf(applied.value, contract)] };
}

/** A project goes on being judged by the document of its batch when that has ended; readers are told. */
function remarksOf({ document, approval }: AppliedRule, { window, plannedTime: { zone } }: ProjectContract): readonly BilingualText[] {
  const { validTo } = document;
  const ended = validTo !== undefined && validTo < localDay(window.to - 1, zone);
  return [
    ...(ended ? [{ zh: `该文件有效期至 ${validTo}；项目仍按其批次适用的文件核算`, en: `the document was valid until ${validTo}; the project is still judged by the one of its batch` }] : []),
    ...(approval === null ? [] : [{ zh: `经批准（${approval}）不按批次适用的文件`, en: `by approval ${approval} not judged by the document of its batch` }]),
  ];
}

const localDay = (at: Micros, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(windowOf(at, 'day', zone).from / 1_000);
