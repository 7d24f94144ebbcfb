import { describe, expect, it } from '@jest/globals';
import type { ProjectDetail, TraceBatchView } from '@yanshou/api-schema';
import { renderToStaticMarkup } from 'react-dom/server';
import { BatchView } from './batch-details.js';
import { BatchesTable } from './batches-table.js';

const view: TraceBatchView = {
  id: 'b1', publicId: 'A'.repeat(22), publicUrl: 'https://trace.example.cn/t/x', product: '黄瓜种子', variety: '津优一号', base: 'base', quantity: 12, unit: 'kg', producedAt: '2026-03-01T00:00:00+08:00',
  recordedBy: 'm', recordedAt: '2026-03-02T00:00:00+08:00', complete: false, findings: [{ code: 'step-missing', step: 'sale', event: null, zh: '销售：缺', en: 'sale: missing' }],
  rule: { version: '1.0.0', label: { zh: '本平台定义', en: 'ours' } }, digest: 'sha256:0',
  events: [
    { id: 'e1', step: 'cold-chain', at: '2026-03-01T01:00:00+08:00', until: '2026-03-01T02:00:00+08:00', place: { site: 'base' }, to: { name: '门店' }, actor: '冷运', recordedBy: 'm', recordedAt: '2026-03-02T00:00:00+08:00',
      correctedBy: 'e2', coldChain: { unit: '°C', expected: 12, platformFault: 3, covered: 11, inRange: 11, min: 2, max: 6.5, readings: 11, origins: ['live'] } },
    { id: 'e2', step: 'sale', at: '2026-03-01T03:00:00+08:00', place: { name: '门店' }, actor: '门店', recordedBy: 'm', recordedAt: '2026-03-02T00:00:00+08:00', coldChain: null },
  ],
};
const project = { id: 'farm 1', zone: 'Asia/Shanghai' } as ProjectDetail;

describe('batches in the console', () => {
  it('say of each whether it is complete, what it lacks, and that it is withdrawn', () => {
    const withdrawn = { ...view, id: 'b2', withdrawn: { reason: '误录', who: 'o', at: view.recordedAt } };
    const markup = renderToStaticMarkup(<BatchesTable batches={[view, withdrawn, { ...view, id: 'b3', complete: true, findings: [] }]} zone="Asia/Shanghai" opened="b1" onOpen={() => undefined} />);
    for (const told of ['不完整', '销售：缺', '已撤回：误录', '完整</td>', '2026-03-01', '12 kg', 'aria-expanded="true"']) expect(markup).toContain(told);
  });

  it('say that one is undecided against which nothing is found but the platform\'s downtime', () => {
    const [finding] = view.findings as [TraceBatchView['findings'][number]];
    const down = { ...finding, code: 'platform-down', zh: '平台停机' };
    const markup = (findings: TraceBatchView['findings']): string => renderToStaticMarkup(<BatchesTable batches={[{ ...view, findings }]} zone="Asia/Shanghai" opened={undefined} onOpen={() => undefined} />);
    expect([markup([down]).includes('暂无法判定'), markup([down]).includes('不完整'), markup([down, finding]).includes('不完整')]).toEqual([true, false, true]);
  });

  it('show the way with corrected entries, the code, and a temperature with its coverage', () => {
    const markup = renderToStaticMarkup(<BatchView project={project} view={view} />);
    for (const told of ['/api/v1/projects/farm%201/batches/b1/qr.svg', 'base → 门店', '2026-03-01 01:00 – 2026-03-01 02:00', '2 – 6.5 °C', '覆盖 11/12，另有 3 个间隔因平台停机不计', '已由 e2 更正', view.publicUrl]) expect(markup).toContain(told);
  });
});
