/** Loaded when an export is asked for: with the charts of its package it is more code than a start needs. */
export { renderSelfAssessment, selfAssessmentSheet } from '@yanshou/report-renderers';
