// The order of test files: the long ones first, so that no worker is left alone with one at the end. jest would take the
// durations of the last run, but a fresh clone has had none, and then the longest files are among the last.
import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Those of more than twenty seconds, longest first; where they stand among themselves matters little. */
const LONG = [
  'test/src/e2e/roles/scale.spec.ts',
  'test/src/e2e/jetstream/stuck-partition.spec.ts',
  'test/src/e2e/external-broker/lost-session.spec.ts',
  'test/src/e2e/stream/roles-stream.spec.ts',
  'test/src/e2e/stream/stream.spec.ts',
  'test/src/e2e/influx/reprojection.spec.ts',
  'test/src/e2e/gaps/gaps.spec.ts',
  'test/src/e2e/external-broker/dead-worker.spec.ts',
  'test/src/deploy/compose-backup.spec.ts',
  'test/src/e2e/roles/roles-apart.spec.ts',
  'libs/journal-segments/src/power-loss.spec.ts',
  'apps/platform/src/jobs/role-windows.property.spec.ts',
  'apps/platform/src/jobs/term-windows.property.spec.ts',
  'test/src/fault/sigkill.spec.ts',
  'test/src/e2e/portfolio/portfolio.spec.ts',
  'test/src/e2e/external-broker/consume.spec.ts',
  'test/src/e2e/influx/outage.spec.ts',
  'test/src/e2e/demo.spec.ts',
  'libs/report-renderers/src/pdf/render-pdf.spec.ts',
  'test/src/e2e/observe/dependencies.spec.ts',
  'libs/registry/src/registry.contract.spec.ts',
  'test/src/e2e/console/project-work.spec.ts',
  'test/src/e2e/api/who-may-what.spec.ts',
  'test/src/e2e/api/explain.spec.ts',
  'test/src/e2e/api/every-operation.spec.ts',
  'test/src/e2e/console/contract.spec.ts',
  'test/src/e2e/roles/two-processes.spec.ts',
  'test/src/e2e/influx/influx.spec.ts',
  'test/src/e2e/backup/stopped.spec.ts',
  'test/src/e2e/api/sessions.spec.ts',
  'test/src/fault/start-up.spec.ts',
  'test/src/fault/hanging-thread.spec.ts',
  'test/src/e2e/console/administration.spec.ts',
  'test/src/e2e/observe/metrics.spec.ts',
  'libs/journal-segments/src/journal-snapshot.spec.ts',
  'libs/bundles/src/bundle.spec.ts',
  'test/src/e2e/bad-input.spec.ts',
  'libs/registry/src/migrations/upgrade.spec.ts',
  'test/src/e2e/influx/clock.spec.ts',
];

/** Place among the long ones; the others, by size, come after all of them. */
function place({ path }) {
  const known = LONG.findIndex((long) => path.replaceAll('\\', '/').endsWith(`/${long}`));
  return known === -1 ? LONG.length : known;
}

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sized = [...tests].map((test) => ({ test, place: place(test), size: statSync(test.path).size }));
    return sized.sort((one, other) => one.place - other.place || other.size - one.size).map(({ test }) => test);
  }
}
