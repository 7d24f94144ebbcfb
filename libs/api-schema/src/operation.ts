import type { BilingualText } from '@yanshou/catalogue';
import type { z } from 'zod';

/** What a caller has to be allowed to do; decided by `decideHttp` over role and scope. */
export const NEEDS = [
  'nothing', 'session', 'self', 'list', 'read-project', 'work-project', 'decide-project', 'give-opinion', 'read-programme', 'work-programme', 'create-project', 'change-user',
  'make-token', 'administer', 'watch-platform',
] as const;
export type Need = (typeof NEEDS)[number];

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
export type Tag = 'session' | 'programmes' | 'projects' | 'inventory' | 'figures' | 'telemetry' | 'indicators' | 'assessments' | 'opinions' | 'life' | 'traceability' | 'administration';

export type Body =
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  | { readonly kind: 'csv'; readonly description: BilingualText }
  /** `fields` beside the one file `file`; all of them texts. */
  | { readonly kind: 'multipart'; readonly fields: z.ZodObject };

/** How an operation answers when it succeeds: JSON, bytes of one of the media types (server-sent events: what stands in `data` of each), or nothing (204). */
export type Answer =
  | { readonly status: 200 | 201 | 202; readonly json: z.ZodType }
  | { readonly status: 200; readonly media: readonly string[]; readonly events?: Readonly<Record<string, z.ZodObject>> }
  | { readonly status: 204 };

/** One row of the table from which routes, checks, document and types are made. */
export interface Operation {
  readonly method: Method;
  /** Below `/api/v1`; `{p}` is a project, `{g}` a programme. */
  readonly path: string;
  readonly tag: Tag;
  readonly need: Need;
  /** Where the need is not decided for what the path names: for the `programme` of the body or the `project` of the query, which are read first. */
  readonly decidedFor?: 'body.programme' | 'query.project';
  readonly summary: BilingualText;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** For the document: headers of its own that the operation looks at. */
  readonly headers?: z.ZodObject;
  readonly body?: Body;
  readonly answer: Answer;
}

/** Keeps the exact types of a part of the table while checking it. */
export const operations = <const T extends Readonly<Record<string, Operation>>>(table: T): T => table;
