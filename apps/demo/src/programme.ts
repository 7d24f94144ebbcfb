import type { DemonstrationProject } from '@yanshou/devices-sim';
import { SCENARIO_NAMES, replayProjects, scenarioProject } from '@yanshou/devices-sim';
import type { Micros } from '@yanshou/telemetry';

/** The demonstration programme: recorded projects where there is data for them, simulated ones for the rest. */
export interface DemonstrationProgramme {
  readonly projects: readonly DemonstrationProject[];
  readonly scenarios: readonly string[];
  /** The simulated projects' windows end at the local midnight before. */
  readonly now: Micros;
}

/** Projects of one id are the same workshop, greenhouse, …: a replay takes the simulation's place. */
export async function demonstrationProgramme(now: Micros, seed: number, replay: string | undefined): Promise<DemonstrationProgramme> {
  const recorded = replay === undefined ? [] : await replayProjects(replay);
  const taken = new Set(recorded.map((project) => project.id));
  const scenarios = SCENARIO_NAMES.filter((name) => !taken.has(name));
  return { now, projects: [...recorded, ...scenarios.map((name) => scenarioProject(name, { now, seed }))], scenarios };
}
