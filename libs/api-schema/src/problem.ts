import { z } from 'zod';

/** One of several faults of a request, e.g. of a line of an imported file. */
export const problemEntry = z.object({
  code: z.string(), field: z.string(), line: z.int().optional(), detailZh: z.string(), detailEn: z.string(),
}).meta({ id: 'ProblemEntry' });

/** RFC 9457. `code` is stable; `detail` is in the language that was asked for. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ example: 'invalid' }),
  detail: z.string(),
  detailZh: z.string(),
  detailEn: z.string(),
  /** Path of the field, e.g. `targets[2].value`. */
  field: z.string().optional(),
  /** `urn:yanshou:request:` and the id of the request, under which the platform's log tells more. */
  instance: z.string().optional(),
  errors: z.array(problemEntry).optional(),
}).meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;
export type ProblemEntry = z.infer<typeof problemEntry>;
