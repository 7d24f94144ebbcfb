import type { ExecutionContext } from '@nestjs/common';
import { HttpCode, RequestMapping, RequestMethod, SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import type { Caller } from '@yanshou/access';
import type { BodyOf, OperationId, ParamsOf, QueryOf } from '@yanshou/api-schema';
import { API_PREFIX, operationOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { Micros } from '@yanshou/telemetry';
import type { Request, Response } from 'express';

/** Who was let in, and by what. */
export interface Identified {
  readonly caller: Caller;
  readonly name: string;
  readonly by: 'session' | 'token';
  /** The maker of a token: what he may not do, it may not. */
  readonly maker?: Caller;
  readonly tokenHash: string;
  readonly expiresAt: Micros | null;
}

/** A file of a multipart request, waiting in the temporary directory; whoever takes the call moves or deletes it. */
export interface UploadedFile {
  readonly path: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** A request that the guard has let in: identified, allowed, and checked against its operation. */
export interface Call<Id extends OperationId> {
  readonly identified: Identified;
  readonly params: ParamsOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  /** The project of `{p}`, or of the query where the operation is decided for that. */
  readonly project: ProjectRecord;
  readonly file: UploadedFile | undefined;
  readonly request: Request;
  readonly response: Response;
}

export interface GuardedRequest extends Request {
  call?: Call<OperationId>;
}

export const OPERATION = 'yanshou:operation';
export const OUTSIDE = 'yanshou:outside';

/** Binds a method to its row of the table: route, status, and what the guard demands. */
export function Operation(id: OperationId): MethodDecorator {
  const { method, path, answer } = operationOf(id);
  return applyDecorators(
    SetMetadata(OPERATION, id),
    RequestMapping({ method: RequestMethod[method.toUpperCase() as 'GET'], path: `${API_PREFIX}${path.replace(/\{(\w+)\}/g, ':$1')}` }),
    HttpCode(answer.status),
  );
}

/** For a controller that answers without a credential: health, metrics, the document of the API. Nothing else may have it. */
export const OutsideTheApi = (): ClassDecorator => SetMetadata(OUTSIDE, true);

/** The call as the guard made it. */
export const TheCall = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<GuardedRequest>().call);

/** Who does it, for the records. */
export const authorOf = ({ identified }: { readonly identified: Identified }, approval?: string) =>
  ({ who: identified.caller.id, ...(approval === undefined ? {} : { approval }) });
