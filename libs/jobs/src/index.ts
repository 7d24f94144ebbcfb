export type { FinishedWindow, Job, JobSpan, JobUnit, JobWindow, WindowBook, WindowClaim } from './job.js';
export { NotYet } from './job.js';
export { missingWindows } from './plan-windows.js';
export type { KnownSpan } from './plan-windows.js';
export { JobRunner } from './job-runner.js';
export type { JobRunnerParts } from './job-runner.js';
