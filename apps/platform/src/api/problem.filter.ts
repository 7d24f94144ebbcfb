import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import { Failure } from '@yanshou/telemetry';
import type { Request, Response } from 'express';
import { REQUEST_ID_HEADER } from '../logging/request-id.js';
import { note } from '../logging/request-notes.js';
import { ApiProblem, notFound } from './problem.js';

/** Turns whatever went wrong into an RFC 9457 problem document. Faults that are nobody's input are told to `onFault`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly onFault: (error: unknown) => void) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const problem = this.problemOf(thrown);
    // What was begun cannot be taken back: the client sees that the answer is cut.
    if (response.headersSent) return void response.destroy();
    sendProblem(http.getRequest<Request>(), response, problem);
  }

  private problemOf(thrown: unknown): ApiProblem {
    if (thrown instanceof ApiProblem) return thrown;
    // Nest's own: no route, a path that cannot be decoded.
    if (thrown instanceof HttpException && thrown.getStatus() < 500) return notFound();
    this.onFault(thrown);
    return faultProblem(thrown);
  }
}

/** Answers with the problem, `detail` in the language that is accepted. */
export function sendProblem(request: Request, response: Response, problem: ApiProblem): void {
  const { retryAfterSeconds } = problem.options;
  note(response, { code: problem.refusal.code });
  // Of a file that was to be sent: a problem is read, not saved.
  response.removeHeader('content-disposition');
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer realm="yanshou"');
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  response.status(problem.status).type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toDocument(languageOf(request), requestIdOn(response))));
}

/** As the log names it. */
function requestIdOn(response: Response): string | undefined {
  const id = response.getHeader(REQUEST_ID_HEADER);
  return typeof id === 'string' ? id : undefined;
}

/** The product's first language is Chinese: English only when it is preferred. */
const languageOf = (request: Request): 'zh' | 'en' => (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');

interface FailureLike {
  readonly retryable: boolean;
  readonly help: { readonly zh: string; readonly en: string };
}

/** A Failure says what to do; of other faults nobody outside learns anything. */
function faultProblem(thrown: unknown): ApiProblem {
  if (!isFailure(thrown)) return new ApiProblem({ code: 'internal', field: '', zh: '平台内部故障，请查看平台日志', en: 'a fault of the platform: see its log' });
  return new ApiProblem({ code: thrown.retryable ? 'unavailable' : 'internal', field: '', zh: thrown.help.zh, en: thrown.help.en }, thrown.retryable ? { retryAfterSeconds: 5 } : {});
}

// A Failure that crossed a thread is a plain error with the same fields.
const isFailure = (thrown: unknown): thrown is FailureLike =>
  thrown instanceof Failure || (typeof thrown === 'object' && thrown !== null && 'help' in thrown && 'retryable' in thrown);
