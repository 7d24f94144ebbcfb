import type { z } from 'zod';
import { alarmOperations } from './alarms.js';
import { eligibilityOperations } from './eligibility.js';
import { gapOperations } from './gaps.js';
import { minimumDataOperations } from './minimum-data.js';
import { figureOperations } from './figures.js';
import { indicatorOperations } from './indicators.js';
import { deviceFindingOperations } from './device-findings.js';
import { explainOperations } from './explain.js';
import { inventoryOperations } from './inventory.js';
import { opinionOperations } from './opinions.js';
import { assetOperations } from './assets.js';
import { frozenOperations } from './frozen.js';
import { lifeOperations } from './life.js';
import { moneyOperations } from './money.js';
import type { Operation } from './operation.js';
import { libraryOperations } from './library.js';
import { selfAssessmentOperations } from './self-assessments.js';
import { settingsOperations } from './programme-settings.js';
import { standingOperations } from './standing.js';
import { projectOperations } from './projects.js';
import { traceOperations } from './traceability.js';
import { designationOperations } from './designations.js';
import { portfolioOperations } from './portfolio.js';
import { administrationOperations, sessionOperations } from './session.js';
import { streamOperations } from './stream.js';
import { telemetryOperations } from './telemetry.js';

/** Every operation of the API by its id. */
export const OPERATIONS = {
  ...sessionOperations, ...projectOperations, ...inventoryOperations, ...assetOperations, ...figureOperations, ...telemetryOperations, ...streamOperations, ...indicatorOperations,
  ...administrationOperations, ...alarmOperations, ...settingsOperations, ...standingOperations, ...frozenOperations, ...lifeOperations, ...moneyOperations, ...eligibilityOperations,
  ...gapOperations, ...minimumDataOperations,
  ...traceOperations,
  ...selfAssessmentOperations, ...libraryOperations,
  ...portfolioOperations, ...designationOperations,
  ...opinionOperations,
  ...explainOperations, ...deviceFindingOperations,
} as const;

export type OperationId = keyof typeof OPERATIONS;

export const API_PREFIX = '/api/v1';

/** All operations as `Operation`s, in the table's order. */
export const operationList = (): readonly (Operation & { readonly id: OperationId })[] =>
  (Object.keys(OPERATIONS) as OperationId[]).map((id) => ({ id, ...operationOf(id) }));

/** The row of an id. */
export const operationOf = (id: OperationId): Operation => OPERATIONS[id];

type Row<Id extends OperationId> = (typeof OPERATIONS)[Id];
type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a controller gets of a request, and a client has to give. */
export type ParamsOf<Id extends OperationId> = Row<Id> extends { readonly params: infer P } ? Parsed<P> : Record<string, never>;
export type QueryOf<Id extends OperationId> = Row<Id> extends { readonly query: infer Q } ? Parsed<Q> : Record<string, never>;
export type BodyOf<Id extends OperationId> =
  Row<Id> extends { readonly body: { readonly schema: infer B } } ? Parsed<B>
  : Row<Id> extends { readonly body: { readonly fields: infer F } } ? Parsed<F>
  : Row<Id> extends { readonly body: { readonly kind: 'csv' } } ? string
  : undefined;
/** What a client may write as the body: defaults may be left out. */
export type BodyInputOf<Id extends OperationId> = Row<Id> extends { readonly body: { readonly schema: infer B } } ? (B extends z.ZodType ? z.input<B> : never) : undefined;
/** The JSON that the operation answers with. */
export type AnswerOf<Id extends OperationId> = Row<Id> extends { readonly answer: { readonly json: infer A } } ? Parsed<A> : undefined;
