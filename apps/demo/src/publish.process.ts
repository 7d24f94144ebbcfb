import { loadReplays, publish, scenarioProject, simulatedSource } from '@yanshou/devices-sim';
import type { MessageSource } from '@yanshou/devices-sim';
import { systemClock } from '@yanshou/telemetry';
import type { PublishJob, PublishReport } from './publish-job.js';

/** Devices live in a process of their own: the platform meets them only through MQTT. */
async function run(job: PublishJob): Promise<void> {
  const recorded = job.replay === undefined ? [] : (await loadReplays(job.replay)).map((replay) => replay.source);
  const simulated = job.scenarios.map((name): MessageSource => {
    const project = scenarioProject(name, { now: job.now, seed: job.seed });
    return simulatedSource(project, { ...project.contract.window, seed: job.seed });
  });
  const done = await publish([...recorded, ...simulated], {
    url: job.url,
    clock: systemClock,
    credentials: new Map(Object.entries(job.credentials)),
    onProgress: ({ acknowledged, total }) => report({ kind: 'progress', acknowledged, total }),
  });
  report({ kind: 'done', acknowledged: done.acknowledged });
}

const report = (message: PublishReport): void => void process.send?.(message);

process.once('message', (job) => {
  run(job as PublishJob)
    .catch((error: Error) => report({ kind: 'failed', message: error.message }))
    .finally(() => process.disconnect());
});
