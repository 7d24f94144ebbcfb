import { registryTables } from './0001-registry.js';
import { callersAndFigures } from './0002-callers-and-figures.js';
import { projectionBooks } from './0003-projection-books.js';
import { partitionLeases } from './0004-partition-leases.js';
import { rolesApart } from './0005-roles-apart.js';
import { evidenceAndAssets } from './0007-evidence-and-assets.js';
import { projectLife } from './0008-project-life.js';
import { dirtyWindows } from './0009-dirty-windows.js';
import { traceBatches } from './0010-trace-batches.js';
import { selfAssessmentAndLibrary } from './0011-self-assessment-and-library.js';
import { designations } from './0012-designations.js';
import { overdueHours } from './0013-overdue-hours.js';
import { toldMessages } from './0014-told-messages.js';
import { whoMaySayWhat } from './0015-who-may-say-what.js';
import { belonging } from './0019-belonging.js';
import { figureWithdrawals } from './0020-figure-withdrawals.js';
import { approvedChanges } from './0021-approved-changes.js';
import { assessmentChecks } from './0022-assessment-checks.js';
import { brokerSessions } from './0023-broker-sessions.js';
import { keptFolds } from './0027-kept-folds.js';
import { restoredReadings } from './0028-restored-readings.js';
import { lostSessions } from './0029-lost-sessions.js';
import { reprojections } from './0030-reprojections.js';
import { auditOpinions } from './0031-audit-opinions.js';
import { liveStretches } from './0032-live-stretches.js';
import type { Migration } from './migration.js';

export const migrations: readonly Migration[] = [
  registryTables, callersAndFigures, projectionBooks, partitionLeases, rolesApart, evidenceAndAssets, projectLife, dirtyWindows, traceBatches,
  selfAssessmentAndLibrary, designations, overdueHours, toldMessages,
  whoMaySayWhat, belonging, figureWithdrawals, approvedChanges, assessmentChecks, brokerSessions, keptFolds,
  restoredReadings, lostSessions, reprojections, auditOpinions, liveStretches,
];
