import canonicalize from 'canonicalize';
import { sha256Hex } from '../sha256.js';
import type { ProgrammeAverage } from './programme-average.js';

// The package is CommonJS behind an ESM-style declaration: its default import is the function itself.
const canonicalJson = canonicalize as unknown as (value: unknown) => string;

type Digested = Pick<ProgrammeAverage, 'indicator' | 'comparator' | 'target' | 'kind' | 'formulaVersion' | 'members' | 'leftOut'>;

/** `sha256:` over the digests of the rows, by project: whoever has the rows can make it again. In any order of projects the same. */
export function averageDigest({ indicator, comparator, target, kind, formulaVersion, members, leftOut }: Digested): string {
  const rows = [
    ...members.map(({ project, inputsDigest }) => ({ project, inputsDigest, counted: true })),
    ...leftOut.map(({ project, inputsDigest }) => ({ project, inputsDigest, counted: false })),
  ].sort((left, right) => (left.project < right.project ? -1 : 1));
  return `sha256:${sha256Hex(canonicalJson({ indicator, comparator, target, kind, formulaVersion, rows }))}`;
}
