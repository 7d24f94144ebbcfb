import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { DemonstrationProject } from '../demonstration-project.js';
import { fabricatedSource } from '../faults/fabricated.fault.js';
import type { FaultPlan } from '../faults/parse-faults.js';
import { parseFaults } from '../faults/parse-faults.js';
import type { MessageSource } from '../message.js';
import { scaledPace } from '../publisher/pace.js';
import { publish } from '../publisher/publish.js';
import type { PublishOptions } from '../publisher/publish.js';
import type { Progress } from '../publisher/progress.js';
import { loadReplays } from '../replay/load-replays.js';
import { assessmentWindow, scenarioProject } from '../scenario-project.js';
import type { ReadingsOptions } from '../simulated-source.js';
import { simulatedSource } from '../simulated-source.js';
import type { ReplayCommand, ScenarioCommand } from './arguments.js';
import { readCredentials } from './credentials-file.js';

export interface RunContext {
  readonly clock: Clock;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** How long before now a faster run begins when nothing says how long it lasts. */
const CATCH_UP = MICROS_PER_DAY;

/** Runs a command to its end; the result is complete when everything published was acknowledged. */
export async function runCommand(command: ScenarioCommand | ReplayCommand, context: RunContext): Promise<Progress> {
  const base: PublishOptions = {
    url: command.url, ...context,
    ...(command.connections === undefined ? {} : { connections: command.connections }),
    ...(command.credentials === undefined ? {} : { credentials: await readCredentials(command.credentials) }),
  };
  if (command.kind === 'replay') {
    return publish((await loadReplays(command.dir, command.project)).map(({ source }) => source), base);
  }
  const now = command.now ?? context.clock.now();
  const { scenario, seed, devices } = command;
  const project = scenarioProject(scenario, { now, seed, ...(devices === undefined ? {} : { devices }) });
  const faults = parseFaults(command.faults, seed);
  const distort = faults.distort;
  if (command.historyDays !== undefined) return publish([historySource(project, command, faults, now)], { ...base, distort });
  const { from, to } = liveSpan(command, now);
  const interval = command.rate === undefined ? undefined : rateInterval(project, command);
  const source = sourceOf(project, faults, { from, to, seed, batch: 0, ...(interval === undefined ? {} : { interval }) });
  return publish([source], { ...base, distort, pace: scaledPace(context.clock, from, command.speed) });
}

function historySource(project: DemonstrationProject, command: ScenarioCommand, faults: FaultPlan, now: Micros): MessageSource {
  const { to } = assessmentWindow(now);
  return sourceOf(project, faults, { from: to - (command.historyDays ?? 0) * MICROS_PER_DAY, to, seed: command.seed });
}

function sourceOf(project: DemonstrationProject, faults: FaultPlan, options: ReadingsOptions): MessageSource {
  if (faults.fabrication === undefined) return simulatedSource(project, options);
  const delivering = new Set(simulatedSource(project, options).principals);
  const carried = new Set(project.inventory.gateways.flatMap(({ children }) => children));
  const devices = project.inventory.devices.filter(({ id }) => delivering.has(id) || carried.has(id));
  return simulatedSource(project, { ...options, source: fabricatedSource(faults.fabrication, devices, options.seed) });
}

/** A run faster than life ends at the present: readings from the future would be refused, and rightly. */
export function liveSpan({ speed, duration }: ScenarioCommand, now: Micros): { readonly from: Micros; readonly to: Micros } {
  if (duration === undefined) return speed > 1 ? { from: now - CATCH_UP, to: now } : { from: now, to: Infinity };
  const from = speed > 1 ? now - (speed - 1) * duration : now;
  return { from, to: from + speed * duration };
}

/** Source time between two messages of a device such that all devices together send `rate` messages a second. */
function rateInterval(project: DemonstrationProject, { rate, speed }: ScenarioCommand): Micros {
  const probe = simulatedSource(project, { from: 0, to: 0, seed: 0 });
  const children = project.inventory.gateways.reduce((sum, gateway) => sum + gateway.children.length - 1, 0);
  return Math.max(1_000, Math.round(((probe.principals.length + children) / (rate ?? 1)) * MICROS_PER_SECOND * speed));
}
