import type { AssessmentHead, JobWindow, Registry } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';
import { factsDigests } from '../indicators/facts-digests.js';
import { readProjectFacts } from '../indicators/project-facts.js';
import { LATE_GRACE_MICROS } from '../jobs/late-grace.js';
import { CHECK_JOB } from './assessment-check.job.js';
import { latestOf } from './latest-of.js';

type Sources = Parameters<typeof readProjectFacts>[0];
export type DueChecksRegistry = Sources & Pick<Registry, 'assessmentHeads' | 'assessmentChecks' | 'planWindows' | 'reopenWindow'>;

/**
 * Makes checks of issued assessments due: the first of each when its period is closed, and again where something that it reads of
 * the registry is another than at the last; the one whose facts differ, and none that it only overlaps. Before that, what comes in
 * time for the last hour would touch no window.
 */
export class DueChecks {
  constructor(private readonly registry: DueChecksRegistry, private readonly clock: Clock) {}

  /** Answers how many are due because of that. What late readings touch, the ledger of windows knows. */
  async look(projects: readonly string[]): Promise<number> {
    let due = 0;
    for (const project of projects) due += await this.lookAt(project);
    return due;
  }

  private async lookAt(project: string): Promise<number> {
    const { registry } = this;
    const closed = this.clock.now() - LATE_GRACE_MICROS;
    const latest = latestOf(await registry.assessmentHeads(project)).filter(({ to }) => to <= closed);
    if (latest.length === 0) return 0;
    const planned = await registry.planWindows(latest.map((head) => checkWindow(project, head)));
    const [facts, checks] = await Promise.all([readProjectFacts(registry, project), registry.assessmentChecks(project)]);
    if (facts === undefined) return planned;
    const digests = factsDigests(facts);
    const known = new Map(checks.map((check) => [check.assessment, check]));
    let due = planned;
    for (const head of latest) {
      const check = known.get(head.id);
      if (check === undefined || isOther(check.facts, digests)) due += Number(await registry.reopenWindow(checkWindow(project, head)));
    }
    return due;
  }
}

const checkWindow = (project: string, { from, to }: Pick<AssessmentHead, 'from' | 'to'>): JobWindow => ({ project, job: CHECK_JOB, unit: 'term', from, to });

const isOther = (left: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>): boolean => Object.entries(right).some(([part, digest]) => left[part] !== digest);
