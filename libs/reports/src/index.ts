export { STATEMENT_TITLE, buildStatement, statedIndicators, verdictCounts } from './build-statement.js';
export type { StatementInput } from './build-statement.js';
export { fourFigures, weakestSource } from './four-figures.js';
export { RESTATED, differenceBetween, reportedSuperseded, restatementOf, supersededOf } from './restatement.js';
export type { RestatedDifference, RestatedFigures, RestatedIndicator, Restatement, Superseded } from './restatement.js';
export { STATEMENT_FORMAT } from './statement.js';
export type {
  DeclaredGap, FourFigures, MessageTotals, ProjectRecord, ReadingTotals, StatedDefinition, StatedFigure, StatedIndicator, Statement,
} from './statement.js';
