import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '@yanshou/platform';
import type { DemonstrationEvidence, DemonstrationProject } from '@yanshou/devices-sim';
import type { EvidenceFile } from '@yanshou/registry';
import type { DeclaredFigure } from '@yanshou/telemetry';
import { numberKey } from '@yanshou/telemetry';
import { entered } from './entered.js';

const [MEMBER, OFFICER] = ['demo-member', 'demo-officer'];

/** Enters what people bring beside the devices: files first, then the figures that are taken from them. */
export async function registerPapers(platform: Platform, { id, evidence, figures }: DemonstrationProject): Promise<void> {
  const { registry, backend } = platform;
  for (const item of evidence) entered(await registry.saveEvidence(await evidenceFile(id, item, backend.directories.evidence), { who: MEMBER }));
  // A figure is stated once: an earlier run over the same data directory has stated it.
  const stated = new Set((await registry.figures(id)).map((figure) => figure.id));
  for (const figure of figures) if (!stated.has(figure.id)) await registerFigure(platform, figure);
}

/** As people do it: one states the figure, another decides. */
async function registerFigure({ registry }: Platform, { decidedBy, status, ...figure }: DeclaredFigure): Promise<void> {
  entered(await registry.saveFigure({ ...figure, status: 'submitted' }, { who: figure.statedBy }));
  if (status === 'accepted' || status === 'rejected') entered(await registry.decideFigure(figure.project, figure.id, status, { who: decidedBy ?? OFFICER }));
}

/** Writes the file where the platform keeps evidence, by its content: `{first two digits}/{sha256}`. */
async function evidenceFile(project: string, item: DemonstrationEvidence, folder: string): Promise<EvidenceFile> {
  const { text, ...fields } = item;
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o750 });
  await writeFile(join(folder, sha256.slice(0, 2), sha256), bytes);
  return {
    ...fields, ...(fields.number === undefined ? {} : { numberKey: numberKey(fields.number) }), project, sha256, bytes: bytes.length, mediaType: 'text/plain; charset=utf-8', submittedBy: MEMBER, submittedAt: item.datedAt,
    ...(item.status === 'submitted' ? {} : { decidedBy: OFFICER }),
  };
}
