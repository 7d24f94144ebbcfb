import { ASSET_KINDS, LEDGER_STATES } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual, id, isoTime, sha256, text } from './primitives.js';
import { ofProject } from './projects.js';

const ledger = z.object({
  id, version: z.int(), fileName: z.string(), sha256, sheet: z.string(), count: z.int(), importedBy: z.string(), importedAt: isoTime,
}).meta({ id: 'AssetLedger' });

const ledgerAsset = z.object({
  assetNumber: z.string(), name: z.string(), model: z.string().optional(), serial: z.string().optional(), category: z.string().optional(),
  kind: z.enum([...ASSET_KINDS, 'none']).optional(), state: z.enum(LEDGER_STATES), line: z.int(),
}).meta({ id: 'LedgerAsset' });

/** One difference between ledger and inventory, and what following the ledger would do to the number of equipment. */
const reconciliationFinding = z.object({
  code: z.enum(['not-listed', 'kind-unknown', 'not-in-ledger', 'no-asset-number', 'listed-twice', 'scrapped', 'leased-out', 'idle', 'leased-in', 'kind-differs']),
  device: z.object({ id, assetNumber: z.string(), nameZh: z.string(), nameEn: z.string(), assetKind: z.enum(ASSET_KINDS) }).nullable(),
  asset: ledgerAsset.nullable(), effect: z.int().min(-1).max(1), message: bilingual,
}).meta({ id: 'ReconciliationFinding' });

const reconciliation = z.object({
  ledger: ledger.nullable(),
  matched: z.int(),
  equipment: z.object({ inventory: z.int(), byLedger: z.int().nullable() }).meta({ description: '设备总数：台账（指标分母）与按固定资产账 / number of equipment: by the inventory (the denominator of the indicators) and by the ledger' }),
  findings: z.array(reconciliationFinding),
}).meta({ id: 'Reconciliation' });
export type ReconciliationView = z.infer<typeof reconciliation>;

const replacement = z.object({
  principal: id, part: z.enum(['controller', 'gateway']), number: z.int(), assetNumber: z.string().nullable(), oldSerial: z.string().nullable(), newSerial: z.string(),
  reason: z.string(), replacedAt: isoTime, recordedBy: z.string(), recordedAt: isoTime,
}).meta({ id: 'Replacement' });
export type ReplacementView = z.infer<typeof replacement>;

const swap = z.strictObject({ newSerial: text, reason: text, replacedAt: isoTime });
const swapped = z.object({ replacement, secret: z.string().meta({ description: '新密钥，仅显示一次；旧密钥即时失效 / the new secret, shown once; the old ones end at once' }) });
const ofPrincipal = ofProject.extend({ d: id });

export const assetOperations = operations({
  importLedger: {
    method: 'post', path: '/projects/{p}/ledger', tag: 'inventory', need: 'work-project',
    summary: { zh: '导入固定资产台账（.xlsx，不超过 50 MB、2 万项），答复核对结果', en: 'import the fixed-asset ledger (.xlsx, up to 50 MB and 20 000 assets); answers the reconciliation' },
    params: ofProject, body: { kind: 'multipart', fields: z.strictObject({ sheet: text.optional() }) }, answer: { status: 201, json: reconciliation },
  },
  readReconciliation: {
    method: 'get', path: '/projects/{p}/reconciliation', tag: 'inventory', need: 'read-project',
    summary: { zh: '设备台账与固定资产台账的双向核对及其对设备总数的影响', en: 'inventory and fixed-asset ledger compared both ways, with the effect on the number of equipment' },
    params: ofProject, answer: { status: 200, json: reconciliation },
  },
  replaceController: {
    method: 'post', path: '/projects/{p}/devices/{d}/replacements', tag: 'inventory', need: 'work-project',
    summary: { zh: '登记控制器更换：资产编号与历史读数不变，旧密钥失效', en: 'record a controller that was swapped: asset number and readings stay, old secrets end' },
    params: ofPrincipal, body: { kind: 'json', schema: swap }, answer: { status: 201, json: swapped },
  },
  replaceGateway: {
    method: 'post', path: '/projects/{p}/gateways/{d}/replacements', tag: 'inventory', need: 'work-project',
    summary: { zh: '登记网关更换：所带设备不变，旧密钥失效', en: 'record a gateway that was swapped: its devices stay, old secrets end' },
    params: ofPrincipal, body: { kind: 'json', schema: swap }, answer: { status: 201, json: swapped },
  },
  listReplacements: {
    method: 'get', path: '/projects/{p}/replacements', tag: 'inventory', need: 'read-project',
    summary: { zh: '控制器与网关的更换记录', en: 'controllers and gateways that were swapped' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(replacement) }) },
  },
});
