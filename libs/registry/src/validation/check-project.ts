import type { InputFault } from '../input-fault.js';
import type { ProjectRecord } from '../records.js';
import { checkId, checkMicros, checkOneOf, checkText, checkZone, firstFault } from './field-checks.js';

export const checkProject = (project: ProjectRecord): InputFault | undefined =>
  firstFault(
    checkId('id', project.id),
    checkText('programme', project.programme),
    checkText('nameZh', project.nameZh),
    checkText('nameEn', project.nameEn),
    checkZone('zone', project.zone),
    checkOneOf('demonstration', project.demonstration, [true, false]),
    checkMicros('acceptedFrom', project.acceptedFrom),
    checkOneOf('unknownMetric', project.unknownMetric, ['quarantine', 'accept']),
  );
