import { writeFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { writeBundle } from '@yanshou/bundles/node';
import type { BundleInputs, ExtractFacts } from '@yanshou/evidence';
import { renderHtml } from '@yanshou/report-renderers';
import type { Leg } from '@yanshou/kpi';
import { serve } from '@yanshou/worker-rpc';
import { bundleFiles } from './bundle-files.js';
import type { BundleJob, BundleThread } from './bundle-job.js';
import { heartbeatHours } from './heartbeat-hours.js';
import { readSigningKey } from './signing-key-file.js';

/** Renders, digests, signs and zips, away from the threads that acknowledge and store. */
async function write(job: BundleJob): Promise<void> {
  const { directory, statement, facts, read } = job;
  const files = bundleFiles(directory, statement.project.id, statement.assessment);
  const html = { zh: renderHtml(statement, 'zh'), en: renderHtml(statement, 'en') };
  const paths = new Map(read.extracts.map(({ leg, path }) => [leg, path]));
  const baseline = paths.get('baseline');
  const parts = {
    statement, html, contract: facts.contract, inventory: facts.inventory, inputs: await inputsOf(job),
    extracts: { reporting: paths.get('reporting') as string, ...(baseline === undefined ? {} : { baseline }) },
  };
  await writeBundle(files.bundle, parts, await readSigningKey(job.signingKey));
  await writeFile(files.zh, html.zh);
  await writeFile(files.en, html.en);
}

async function inputsOf({ facts, read }: BundleJob): Promise<BundleInputs> {
  const { everConnected, platformCoverage, baselinePlatformCoverage, platformSilence, lostSessions, downtimeAfter, messages, origins, batches = [] } = read.context;
  const extracts = Object.fromEntries(read.extracts.map(({ leg, from, to, readings }): [Leg, ExtractFacts] => [leg, { from, to, rows: readings }]));
  return {
    everConnected: [...everConnected].sort(), platformCoverage, ...(baselinePlatformCoverage && { baselinePlatformCoverage }), ...(platformSilence && { platformSilence }), ...(lostSessions && { lostSessions }), ...(downtimeAfter && { downtimeAfter }),
    ...(messages && { messages }), origins, evidence: facts.evidence, figures: facts.figures,
    ...(batches.length > 0 && { batches }),
    heartbeats: await heartbeatHours(facts, read), extracts: extracts as BundleInputs['extracts'],
  };
}

const thread: BundleThread = { write };
if (parentPort !== null) serve(parentPort, thread);
