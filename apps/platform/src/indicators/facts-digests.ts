import { createHash } from 'node:crypto';
import { canonicalJson } from '@yanshou/evidence';
import type { ProjectFacts } from './project-facts.js';

const PARTS = ['inventory', 'contract', 'evidence', 'figures', 'batches'] as const satisfies readonly (keyof ProjectFacts)[];

/**
 * SHA-256 in hex of each part of what the registry says of a project, but for the window: an assessment has a period of its own.
 * The single days of the window count in it all the same. The facts may be those that an assessment was made of.
 */
export function factsDigests(facts: ProjectFacts): Readonly<Record<(typeof PARTS)[number], string>> {
  const { window: { days }, reportingWindow: _, ...terms } = facts.contract;
  const parts = { ...facts, contract: { ...terms, ...(days && { days }) } };
  return Object.fromEntries(PARTS.map((part) => [part, createHash('sha256').update(canonicalJson(parts[part])).digest('hex')])) as Record<(typeof PARTS)[number], string>;
}
