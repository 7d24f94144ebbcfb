import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import type { JsonFile } from './bundle-layout.js';
import { readContract, readDefinitions, readInputs, readInventory, readReport } from './bundle-schemas.js';
import type { BundleInputs, DefinitionData, ReportedStatement, SchemaFault } from './bundle-schemas.js';
import { parseCanonical } from './canonical-json.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';

/** The JSON files of a bundle, parsed and checked. */
export interface BundleContents {
  readonly report: ReportedStatement;
  readonly definitions: readonly DefinitionData[];
  readonly contract: ProjectContract;
  readonly inventory: ProjectInventory;
  readonly inputs: BundleInputs;
}

/** All five files, or every fault that they have: no JSON, not canonical, not what the file holds. */
export function readContents(texts: ReadonlyMap<string, string>): { readonly contents: BundleContents | undefined; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const read = <T>(file: JsonFile, check: (value: unknown) => Checked<T>): T | undefined => {
    const parsed = parseCanonical(texts.get(file) ?? '');
    if (!parsed.ok) return void findings.push(finding(parsed.reason, file));
    const checked = check(parsed.value);
    if (checked.ok) return checked.value;
    findings.push(finding('json-invalid', file, { place: checked.reason.place, actual: checked.reason.message }));
    return undefined;
  };
  const [report, definitions] = [read(DATA_FILES.report, readReport), read(DATA_FILES.definitions, readDefinitions)];
  const [contract, inventory, inputs] = [read(DATA_FILES.contract, readContract), read(DATA_FILES.inventory, readInventory), read(DATA_FILES.inputs, readInputs)];
  const whole = report && definitions && contract && inventory && inputs;
  return { contents: whole && { report, definitions, contract, inventory, inputs }, findings };
}

type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: SchemaFault };
