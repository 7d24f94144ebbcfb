import { unlink } from 'node:fs/promises';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { HttpRefusal, HttpTarget } from '@yanshou/access';
import { decideHttp } from '@yanshou/access';
import type { Operation, OperationId } from '@yanshou/api-schema';
import { describeIssues, operationOf } from '@yanshou/api-schema';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ApiBackend } from './api-backend.js';
import type { Call, GuardedRequest, Identified } from './call.js';
import { OPERATION, OUTSIDE } from './call.js';
import { Identification } from './identify.js';
import { note } from '../logging/request-notes.js';
import { ApiProblem, crossSite, forbidden, inPerson, notFound, passwordChangeRequired, unauthenticated } from './problem.js';
import { BodyReader } from './read-body.js';
import type { ReadBody } from './read-body.js';
import { isSameOrigin } from './same-origin.js';
import { sessionTokenOf, setSessionCookie } from './session-cookie.js';
import type { Sessions } from './sessions.js';

const REFUSALS: Readonly<Record<HttpRefusal, () => ApiProblem>> = {
  'unauthenticated': unauthenticated, 'not-found': notFound, 'forbidden': () => forbidden(), 'password-change-required': passwordChangeRequired,
  'in-person': inPerson,
};

/** A filter that is not there must not look as if it had been used. */
const NO_QUERY = z.strictObject({});

export interface GuardParts {
  readonly backend: ApiBackend;
  readonly identification: Identification;
  readonly sessions: Sessions;
  readonly bodies: BodyReader;
}

/**
 * The one way in. A route without an operation does not exist; every other is identified, decided, and only then read
 * and checked: nobody unknown makes the platform hold a body.
 */
@Injectable()
export class ApiGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly parts: GuardParts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean | undefined>(OUTSIDE, context.getClass()) === true) return true;
    const id = this.reflector.get<OperationId | undefined>(OPERATION, context.getHandler());
    if (id === undefined) throw notFound();
    const http = context.switchToHttp();
    const request = http.getRequest<GuardedRequest>();
    const response = http.getResponse<Response>();
    note(response, { route: id });
    request.call = await this.letIn(operationOf(id), request, response);
    return true;
  }

  private async letIn(operation: Operation, request: Request, response: Response): Promise<Call<OperationId>> {
    const identified = await this.identified(operation, request, response);
    const params = pathParams(operation, request);
    const { decidedFor } = operation;
    // Everything is decided before a body is read, save what only the body says.
    const early = decidedFor === 'query.project' ? checked(operation.query ?? NO_QUERY, { ...request.query }) : undefined;
    const wanted = early === undefined ? params.p : (early as { project?: string }).project;
    const project = wanted === undefined ? undefined : await this.parts.backend.registry.project(wanted);
    const target: HttpTarget = { project: project?.id, programme: project?.programme ?? params.g, user: params.u };
    if (decidedFor !== 'body.programme') decide(operation, identified, target);
    const query = early ?? checked(operation.query ?? NO_QUERY, { ...request.query });
    const body = await this.body(operation, request, response);
    if (decidedFor === 'body.programme') decide(operation, identified, { programme: (body.value as { programme?: string }).programme });
    return { identified, params, query, body: body.value, project, file: body.file, request, response } as unknown as Call<OperationId>;
  }

  private async identified({ need }: Operation, request: Request, response: Response): Promise<Identified | undefined> {
    const identified = need === 'nothing' ? undefined : await this.parts.identification.identify(request);
    if (need !== 'nothing' && identified === undefined) throw unauthenticated();
    if (identified !== undefined) note(response, { who: identified.caller.id });
    if (!isSameOrigin(request)) throw crossSite();
    if (identified !== undefined) await this.prolong(identified, request, response);
    return identified;
  }

  /** A session lasts as long as it is used. */
  private async prolong({ by, tokenHash, expiresAt }: Identified, request: Request, response: Response): Promise<void> {
    if (by !== 'session' || expiresAt === null || !(await this.parts.sessions.prolong(tokenHash, expiresAt))) return;
    const token = sessionTokenOf(request);
    if (token !== undefined) setSessionCookie(response, token);
  }

  private async body({ body }: Operation, request: Request, response: Response): Promise<ReadBody> {
    if (body === undefined) return { value: undefined };
    const read = await this.parts.bodies.read(body, request, response);
    if (body.kind === 'csv') return { value: typeof read.value === 'string' ? read.value : '' };
    try {
      return { ...read, value: checked(body.kind === 'json' ? body.schema : body.fields, read.value) };
    } catch (error) {
      if (read.file !== undefined) await unlink(read.file.path);
      throw error;
    }
  }
}

/** Both have to be allowed: the token, and whoever made it. */
export function decide({ need }: Pick<Operation, 'need'>, identified: Identified | undefined, target: HttpTarget): void {
  const callers = identified?.maker === undefined ? [identified?.caller] : [identified.caller, identified.maker];
  for (const caller of callers) {
    const decision = decideHttp(caller, need, target);
    if (!decision.allowed) throw REFUSALS[decision.code]();
  }
}

/** A path that no thing can have is not there. */
function pathParams({ params }: Operation, request: Request): Readonly<Record<string, string | undefined>> {
  if (params === undefined) return {};
  const parsed = params.safeParse({ ...request.params });
  if (!parsed.success) throw notFound();
  return parsed.data as Record<string, string>;
}

function checked(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw ApiProblem.ofEntries(describeIssues(schema, value));
}
