import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Platform } from '@yanshou/platform';
import type { Statement } from '@yanshou/reports';
import type { DemonstrationProject } from '@yanshou/devices-sim';

const VERIFIER = fileURLToPath(new URL('../../verifier/dist/yanshou-verify.mjs', import.meta.url));
const AUTHOR = 'demo';

/** Statements of every project over its contract's window, and the bundle of the first one. */
export interface DemoReports {
  readonly rows: readonly IndicatorRow[];
  readonly bundle: string;
  /** File of the public key to verify it with. */
  readonly key: string;
}

/** Assesses the projects one after the other, and puts the first one's bundle and the public key into `output`. */
export async function assessProjects(platform: Platform, projects: readonly DemonstrationProject[], output: string, progress: (done: number) => void): Promise<DemoReports> {
  const rows: IndicatorRow[] = [];
  let first: { readonly project: string; readonly id: string } | undefined;
  for (const [index, { id: project, contract }] of projects.entries()) {
    const made = await platform.services.assessments.create(project, { ...contract.window, note: '', who: AUTHOR });
    if (!made.ok) throw new Error(`${project}: ${made.reason.en}`);
    first ??= made.value;
    rows.push(...(made.value.statement as Statement).indicators.map(({ row }) => row));
    progress(index + 1);
  }
  if (first === undefined) throw new Error('no project to assess');
  return { rows, ...(await handOut(platform, first, output)) };
}

async function handOut(platform: Platform, { project, id }: { readonly project: string; readonly id: string }, output: string): Promise<{ readonly bundle: string; readonly key: string }> {
  const [kept, key] = await Promise.all([platform.backend.bundleFile(project, id), platform.backend.publicKey()]);
  if (kept === undefined) throw new Error(`${project} ${id}: no bundle`);
  await mkdir(output, { recursive: true });
  const [bundle, keyFile] = [join(output, `${project}-${id}.zip`), join(output, `${project}-${id}.key.json`)];
  await copyFile(kept.path, bundle);
  await writeFile(keyFile, `${JSON.stringify(key.jwk)}\n`);
  return { bundle, key: keyFile };
}

export interface DemoVerification {
  readonly verified: boolean;
  /** What the verifier printed. */
  readonly output: string;
}

/** Runs the auditor's own command on the bundle: another process, which knows the file and the key and nothing else. */
export function verifyBundleFile({ bundle, key }: Pick<DemoReports, 'bundle' | 'key'>, language: 'zh' | 'en'): Promise<DemoVerification> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFIER, bundle, '--key', key, '--lang', language], (error, stdout, stderr) =>
      resolve({ verified: error === null, output: error === null ? stdout : `${stdout}${stderr}` }));
  });
}
