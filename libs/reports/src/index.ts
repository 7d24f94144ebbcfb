export { STATEMENT_TITLE, buildStatement, statedIndicators, verdictCounts } from './build-statement.js';
export type { StatementInput } from './build-statement.js';
export { auditedMinusPlatform, fourFigures, weakestSource } from './four-figures.js';
export { RESTATED, differenceBetween, reportedSuperseded, restatementOf, supersededOf } from './restatement.js';
export type { RestatedDifference, RestatedFigures, RestatedIndicator, Restatement, Superseded } from './restatement.js';
export { STATEMENT_FORMAT } from './statement.js';
export type {
  DeclaredGap, FourFigures, MessageTotals, ProjectRecord, ReadingTotals, StatedDefinition, StatedFigure, StatedIndicator, Statement,
} from './statement.js';
export { assessedYear } from './self-assessment/assessed-year.js';
export { buildSelfAssessment, selfAssessmentLines } from './self-assessment/build-self-assessment.js';
export type { SelfAssessmentFacts } from './self-assessment/build-self-assessment.js';
export { PROPOSAL_RULE, proposedScore, proposedWeights } from './self-assessment/proposals.js';
export type { AssessedYear, DigestOf, JudgedFigure, SelfAssessmentFault, SelfAssessmentLine, SelfAssessmentRow, SelfAssessmentState, SelfAssessmentTable } from './self-assessment/self-assessment.js';
