import { describe, expect, it } from '@jest/globals';
import { CONTRACT_CHANGED, FIGURES_CHANGED, INVENTORY_CHANGED, PLANNED_TIME_CHANGED } from '@yanshou/registry';
import { LATE_DATA, LOST_SESSION, OVERDUE_DATA, REPLAYED_QUARANTINE, RESTORED_READINGS } from '@yanshou/store';
import { restatementReason } from './restatement-reason.js';

/** Beside the causes: a window was touched while it was computed (libs/registry). */
const AGAIN = 0x80;
const BITS = [LATE_DATA, OVERDUE_DATA, REPLAYED_QUARANTINE, RESTORED_READINGS, LOST_SESSION, FIGURES_CHANGED, INVENTORY_CHANGED, CONTRACT_CHANGED, PLANNED_TIME_CHANGED];

describe('why a window has another value', () => {
  it('is told by bits of their own, which fit into the ledger beside whether a window was touched while it was computed', () => {
    expect(BITS.reduce((all, bit) => all + bit, 0)).toBe(BITS.reduce((all, bit) => all | bit, 0));
    for (const bit of BITS) expect([bit, Math.log2(bit) % 1, bit === AGAIN]).toEqual([bit, 0, false]);
  });

  it('is said in Chinese and English, every cause of it, and that it is not known where it is not', () => {
    const said = BITS.filter((bit) => bit !== OVERDUE_DATA).map(restatementReason);
    expect(new Set(said).size).toBe(said.length);
    for (const reason of said) expect(reason).toMatch(/^\p{Script=Han}+(?: broker )?\p{Script=Han}+ \/ [a-z ]+$/u);
    expect(restatementReason(LATE_DATA | INVENTORY_CHANGED | CONTRACT_CHANGED)).toBe('迟到数据补入、设备台账有变、任务书或专项目标有变 / late data came in and the inventory was changed and the contract or a target of its programme was changed');
    expect(restatementReason(0)).toMatch(/登记信息有变.*the registry says/);
  });
});
