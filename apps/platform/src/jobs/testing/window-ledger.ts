import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndicatorRow } from '@yanshou/kpi';
import { openRegistry } from '@yanshou/registry';
import type { KpiValueVersion, Registry } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';

/** What is kept of a row, and compared to the bit. */
export const kept = ({ indicator, value, inputsDigest, formulaVersion }: Pick<IndicatorRow | KpiValueVersion, 'indicator' | 'value' | 'inputsDigest' | 'formulaVersion'>) =>
  ({ indicator, value, inputsDigest, formulaVersion });

/** A registry whose windows a test lets be computed, with a new project for each run. */
export class WindowLedger {
  private projects = 0;

  private constructor(readonly registry: Registry, private readonly directory: string, private readonly zone: string) {}

  static async open(clock: Clock, zone: string): Promise<WindowLedger> {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-windows-'));
    const registry = await openRegistry({ embeddedDirectory: directory }, clock);
    await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
    return new WindowLedger(registry, directory, zone);
  }

  async newProject(): Promise<string> {
    const id = `p${(this.projects += 1)}`;
    await this.registry.saveProject({ id, programme: 'P1', nameZh: '测试', nameEn: 'test', zone: this.zone, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
    return id;
  }

  async close(): Promise<void> {
    await this.registry.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
