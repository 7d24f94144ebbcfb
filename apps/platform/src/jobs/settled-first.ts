import { NotYet } from '@yanshou/jobs';
import type { Job } from '@yanshou/jobs';
import type { Progress, Unsettled } from '../telemetry/shared-progress.js';

/** A run comes again within minutes: what is not projected by then waits for that. */
const PATIENCE_MILLIS = 20_000;

/** Which projects a run of jobs leaves out: what is acknowledged and not projected cannot be in a value. */
export class SettledFirst {
  private behind: ReadonlyMap<string, Unsettled> = new Map();

  constructor(private readonly progress: Pick<Progress, 'unsettled'>, private readonly onError: (what: string, error: unknown) => void) {}

  /** To be called when a run begins; answers those that may be computed. One that stands still holds up no other. */
  async look(projects: readonly string[]): Promise<readonly string[]> {
    const unsettled = await this.progress.unsettled(projects, PATIENCE_MILLIS);
    this.behind = new Map(unsettled.map((one) => [one.project, one]));
    for (const code of new Set(unsettled.map((one) => one.code))) this.tell(unsettled.filter((one) => one.code === code));
    return projects.filter((project) => !this.behind.has(project));
  }

  /** The same job, which leaves windows of other projects due: thousands of them would else be taken and given back before any other. */
  of<Made>(job: Job<Made>): Job<Made> {
    const { id, unit, graceMicros, backfillMicros } = job;
    const run: Job<Made>['run'] = async (window) => {
      // Taken before that was known.
      if (this.behind.has(window.project)) throw new NotYet('已确认的消息尚未全部投影 / not everything that was acknowledged is projected yet');
      return job.run(window);
    };
    return { id, unit, graceMicros, ...(backfillMicros !== undefined && { backfillMicros }), leftOut: () => [...this.behind.keys()], run };
  }

  private tell(unsettled: readonly Unsettled[]): void {
    const [first] = unsettled;
    if (first === undefined) return;
    const { code, error: message, help } = first;
    this.onError(`not projected: ${unsettled.map(({ project }) => project).join(', ')}`, { code, message, help });
  }
}
