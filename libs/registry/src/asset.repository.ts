import { MICROS_PER_DAY, assetKey } from '@yanshou/telemetry';
import type { AssetLedger, LedgerAsset } from '@yanshou/telemetry';
import type { AssetBook, NewLedger, NewReplacement } from './asset-book.js';
import type { ChangeSession } from './change-session.js';
import { ASSET_LEDGER, DEVICE, GATEWAY, LEDGER_ASSET, REPLACEMENT } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author, DeviceState, GatewayState, Replacement } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkId, checkMicros, checkText, firstFault } from './validation/field-checks.js';

/** Ledgers of fixed assets, and controllers and gateways that were swapped. */
export class AssetRepository implements AssetBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  addLedger = (ledger: NewLedger, assets: readonly LedgerAsset[], author: Author): Promise<Outcome<AssetLedger>> =>
    this.writer.change(checkText('sheet', ledger.sheet) || undefined, author, async (session) => {
      const version = (await this.reader.allIn(session.trx, ASSET_LEDGER, ledger.project)).length + 1;
      const saved: AssetLedger = { ...ledger, id: `ledger-${version}`, version, count: assets.length, importedBy: session.who, importedAt: session.at };
      await session.save(ASSET_LEDGER, [saved]);
      await session.save(LEDGER_ASSET, assets.map((asset) => ({ project: ledger.project, ledger: saved.id, asset })));
      return saved;
    });

  assetLedger = async (project: string): Promise<{ ledger: AssetLedger; assets: LedgerAsset[] } | undefined> => {
    const ledger = (await this.reader.all(ASSET_LEDGER, project)).reduce<AssetLedger | undefined>((last, one) => (last === undefined || one.version > last.version ? one : last), undefined);
    if (ledger === undefined) return undefined;
    const lines = await this.reader.all(LEDGER_ASSET, project, { ledger: ledger.id });
    return { ledger, assets: lines.map(({ asset }) => asset).sort((left, right) => left.line - right.line) };
  };

  addReplacement = (replacement: NewReplacement, author: Author): Promise<Outcome<Replacement>> =>
    this.writer.change(checkReplacement(replacement), author, async (session) => {
      if (replacement.replacedAt > session.at + MICROS_PER_DAY) throw new Refusal(IN_FUTURE);
      return replacement.part === 'controller' ? this.ofController(session, replacement) : this.ofGateway(session, replacement);
    });

  replacements = async (project: string): Promise<Replacement[]> =>
    (await this.reader.all(REPLACEMENT, project)).sort((left, right) => (left.principal === right.principal ? left.number - right.number : 0));

  private async ofController(session: ChangeSession, replacement: NewReplacement): Promise<Replacement> {
    const devices = await this.reader.allIn(session.trx, DEVICE, replacement.project);
    const device = replaceable(devices, replacement, ({ controllerSerial }: DeviceState) => controllerSerial);
    await session.save(DEVICE, [{ ...device, controllerSerial: replacement.newSerial }]);
    return this.record(session, replacement, [device.assetNumber, device.controllerSerial]);
  }

  private async ofGateway(session: ChangeSession, replacement: NewReplacement): Promise<Replacement> {
    const gateways = await this.reader.allIn(session.trx, GATEWAY, replacement.project);
    const gateway = replaceable(gateways, replacement, ({ serial }: GatewayState) => serial);
    await session.save(GATEWAY, [{ ...gateway, serial: replacement.newSerial }]);
    return this.record(session, replacement, [null, gateway.serial]);
  }

  private async record(session: ChangeSession, { project, principal, part, newSerial, reason, replacedAt }: NewReplacement, [assetNumber, oldSerial]: readonly [string | null, string | null | undefined]): Promise<Replacement> {
    const before = (await this.reader.allIn(session.trx, REPLACEMENT, project)).filter((one) => one.principal === principal && one.part === part);
    const record: Replacement = {
      project, principal, part, number: before.length + 1, assetNumber, oldSerial: oldSerial ?? lastSerial(before), newSerial, reason, replacedAt, recordedBy: session.who, recordedAt: session.at,
    };
    await session.save(REPLACEMENT, [record]);
    return record;
  }
}

/** A gateway may have been saved anew without its number. */
const lastSerial = (before: readonly Replacement[]): string | null => before.find(({ number }) => number === before.length)?.newSerial ?? null;

/** The one whose part is swapped; nothing in the project may bear the new number already. */
function replaceable<State extends { readonly id: string }>(all: readonly State[], { principal, newSerial }: NewReplacement, serialOf: (state: State) => string | undefined): State {
  const found = all.find(({ id }) => id === principal);
  if (found === undefined) throw new Refusal(inputFault('unknown', 'id', '没有该设备或网关', 'no such device or gateway'));
  const bearer = all.find((state) => assetKey(serialOf(state) ?? '') === assetKey(newSerial));
  if (bearer !== undefined) throw new Refusal(inputFault('duplicate', 'newSerial', `已是“${bearer.id}”的编号`, `is that of “${bearer.id}” already`));
  return found;
}

const IN_FUTURE = invalid('replacedAt', '晚于今天，请核对', 'is later than today: check it');

const checkReplacement = ({ project, principal, newSerial, reason, replacedAt }: NewReplacement): InputFault | undefined =>
  firstFault(
    checkId('project', project), checkId('id', principal), checkText('newSerial', newSerial), checkText('reason', reason), checkMicros('replacedAt', replacedAt),
    assetKey(newSerial) === '' && invalid('newSerial', '须含字母或数字', 'must hold a letter or digit'),
  );
