import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Controller } from '@nestjs/common';
import type { AnswerOf, ReconciliationView } from '@yanshou/api-schema';
import { isEquipment } from '@yanshou/telemetry';
import { reconcile } from '../ledger/reconcile.js';
import type { ReconciliationFinding } from '../ledger/reconcile.js';
import { RECONCILIATION_TEXTS } from '../ledger/reconciliation-texts.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { isInService } from '../indicators/device-state.js';
import type { ApiBackend } from './api-backend.js';
import type { Call, UploadedFile } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { ApiProblem, granted, invalidInput } from './problem.js';
import { compact, iso } from './times.js';

/** The fixed-asset ledger, and how it agrees with the inventory. */
@Controller()
export class LedgerController {
  constructor(@Backend() private readonly backend: ApiBackend, private readonly reader: LedgerReader) {}

  @Operation('importLedger')
  async importLedger(@TheCall() call: Call<'importLedger'>): Promise<AnswerOf<'importLedger'>> {
    const { file, project } = call;
    if (file === undefined) throw invalidInput('file', '缺少文件', 'the file is missing');
    try {
      await this.import(call, file);
    } finally {
      await unlink(file.path);
    }
    return this.reconciliation(project.id);
  }

  @Operation('readReconciliation')
  readReconciliation(@TheCall() { project }: Call<'readReconciliation'>): Promise<AnswerOf<'readReconciliation'>> {
    return this.reconciliation(project.id);
  }

  private async import(call: Call<'importLedger'>, file: UploadedFile): Promise<void> {
    const read = await this.reader.read(compact({ path: file.path, sheet: call.body.sheet }) as { path: string; sheet?: string });
    if (!read.ok) throw ApiProblem.ofEntries(read.reason);
    const ledger = { project: call.project.id, fileName: basename(file.fileName) || 'file', sha256: await digestOf(file.path), sheet: read.value.sheet };
    await granted(this.backend.registry.addLedger(ledger, read.value.assets, authorOf(call)));
  }

  private async reconciliation(project: string): Promise<ReconciliationView> {
    const [kept, inventory] = await Promise.all([this.backend.registry.assetLedger(project), this.backend.registry.inventory(project)]);
    const now = this.backend.clock.now();
    const devices = (inventory?.devices ?? []).filter((device) => isInService(device, now));
    if (kept === undefined) {
      return { ledger: null, matched: 0, equipment: { inventory: devices.filter(({ assetKind }) => isEquipment(assetKind)).length, byLedger: null }, findings: [] };
    }
    const { project: of, importedAt, ...ledger } = kept.ledger;
    const { findings, ...rest } = reconcile(kept.assets, devices);
    return { ledger: { ...ledger, importedAt: iso(importedAt) }, ...rest, findings: findings.map(findingView) };
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function findingView({ code, device, asset, effect }: ReconciliationFinding): ReconciliationView['findings'][number] {
  const shown = device && { id: device.id, assetNumber: device.assetNumber, nameZh: device.nameZh, nameEn: device.nameEn, assetKind: device.assetKind };
  return { code, device: shown ?? null, asset: asset ?? null, effect, message: RECONCILIATION_TEXTS[code] };
}
