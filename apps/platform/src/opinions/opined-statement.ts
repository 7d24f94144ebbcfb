import { createHash } from 'node:crypto';
import { canonicalJson } from '@yanshou/evidence';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Assessment } from '@yanshou/registry';
import type { Statement } from '@yanshou/reports';

/** `sha256:` of the statement as it is in the bundle (data/report.json). */
export const statementDigest = ({ statement }: Assessment): string => `sha256:${createHash('sha256').update(canonicalJson(statement)).digest('hex')}`;

/** What it says of each indicator. */
export const statementRows = ({ statement }: Assessment): readonly IndicatorRow[] => (statement as Statement).indicators.map(({ row }) => row);
