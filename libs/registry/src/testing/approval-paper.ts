import type { EvidenceFile } from '../records.js';

/** What accepting a change of what is frozen names, of a project that has the paper. */
export const ACCEPTED = { decision: 'accepted', approval: 'JK-1', approvedAt: 1_800_000_000_000_000, file: 'paper' } as const;

export const approvalPaper = (project: string): EvidenceFile => ({
  project, id: 'paper', kind: 'approval', title: '批复', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64), status: 'accepted',
});
