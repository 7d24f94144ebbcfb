/** The format that the signature names; a change of layout is a new one. */
export const BUNDLE_FORMAT = 'yanshou-bundle/1';

export const TAG_FILES = {
  bagit: 'bagit.txt',
  info: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  signature: 'signature.jws',
} as const;

export const DATA_FILES = {
  report: 'data/report.json',
  htmlZh: 'data/report.zh.html',
  htmlEn: 'data/report.en.html',
  definitions: 'data/definitions.json',
  contract: 'data/contract.json',
  inventory: 'data/inventory.json',
  inputs: 'data/inputs.json',
  reporting: 'data/readings/reporting.parquet',
  baseline: 'data/readings/baseline.parquet',
} as const;

export const JSON_FILES = [DATA_FILES.report, DATA_FILES.definitions, DATA_FILES.contract, DATA_FILES.inventory, DATA_FILES.inputs] as const;
export type JsonFile = (typeof JSON_FILES)[number];

/** Files without which there is no bundle; a baseline extract is there where the contract has a baseline. */
export const REQUIRED_FILES: readonly string[] = [
  ...Object.values(TAG_FILES), ...Object.values(DATA_FILES).filter((path) => path !== DATA_FILES.baseline),
];
const KNOWN = new Set<string>([...REQUIRED_FILES, DATA_FILES.baseline]);
export const isBundleFile = (path: string): boolean => KNOWN.has(path);
export const isPayload = (path: string): boolean => path.startsWith('data/');

/** Name of the bag's one folder, and of the zip without its ending. */
export const bundleFolder = (project: string, assessment: string): string => `${project}-${assessment}`;

const MEBI = 2 ** 20;
/** Largest files that a verifier accepts, in bytes: it keeps texts in memory and streams the rest. */
export const SIZE_LIMITS = { json: 64 * MEBI, tag: MEBI, html: 256 * MEBI, parquet: 64 * 1024 * MEBI } as const;

/** Largest size of a file of the bundle by its path in it; what no bundle has is small, or not worth reading. */
export function sizeLimit(path: string): number {
  if (!isBundleFile(path)) return SIZE_LIMITS.tag;
  if (path.endsWith('.parquet')) return SIZE_LIMITS.parquet;
  if (path.endsWith('.html')) return SIZE_LIMITS.html;
  return path.endsWith('.json') ? SIZE_LIMITS.json : SIZE_LIMITS.tag;
}
