import { countsOf, millis } from './figure-lines.js';
import { count, pointLine } from './figure-point.js';
import type { DayFigure, LegPoint, LimitFigure, MilestoneFigure } from './figures.js';

export const legLine = (figure: LegPoint): string => pointLine({
  measurement: 'leg', tags: { project: figure.project, indicator: figure.indicator, leg: figure.leg }, at: figure.at,
  fields: {
    value: figure.value, unit: figure.unit, numerator: figure.numerator, denominator: figure.denominator, coverage: figure.coverage, source_kind: figure.sourceKind,
    clause: figure.clause, formula_version: figure.formulaVersion, inputs_digest: figure.inputsDigest,
  },
});

/** A day may come again with other data: every field is written every time, and `known` and `limited` say whether the two that may be missing are there. */
export const dayLine = (figure: DayFigure): string => pointLine({
  measurement: 'day', tags: { project: figure.project, device: figure.device ?? undefined, figure: figure.name }, at: figure.at,
  fields: {
    value: figure.value ?? 0, known: count(figure.value === null ? 0 : 1), unit: figure.unit, limit: figure.limit ?? 0, limited: count(figure.limit === null ? 0 : 1),
    expected: count(figure.expected), valid: count(figure.valid), platform_coverage: figure.platformCoverage ?? 0,
    clause: figure.clause, formula_version: figure.formulaVersion, inputs_digest: figure.inputsDigest, origin: figure.origin, note_zh: figure.noteZh, note_en: figure.noteEn,
    site_id: figure.site ?? '', class_id: figure.deviceClass ?? '',
  },
});

export const limitLine = ({ project, deviceClass, metric, bound, rule, at, value, unit, clause }: LimitFigure): string =>
  pointLine({ measurement: 'limit', tags: { project, class: deviceClass, metric, bound, rule }, at, fields: { value, unit, clause } });

const MILESTONE_FIELDS = { open: 'open', overdue: 'overdue', done: 'done', done_late: 'done-late' };

export const milestoneLine = (figure: MilestoneFigure): string => pointLine({
  measurement: 'milestone', tags: { project: figure.project, milestone: figure.milestone }, at: figure.at,
  fields: {
    name_zh: figure.nameZh, name_en: figure.nameEn, planned: figure.planned, due: millis(figure.due), state: figure.state, ...countsOf(MILESTONE_FIELDS, figure.state),
    days_late: count(figure.daysLate), reported: figure.reported, as_of: millis(figure.asOf), changes: count(figure.changes),
  },
});
