import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('indicators of a project in the console') ? describe : () => undefined;

whenThereIsABrowser('the indicators of a project, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it('opens an indicator by keyboard: four figures, formula, words of the clause, each device', async () => {
    const page = await site.arrive('/projects/workshop/indicators');
    const button = page.getByRole('button', { name: '展开“车间智能化设备联网率”的详情' });
    await button.focus();
    await page.keyboard.press('Enter');
    const details = page.locator('.details');
    await details.getByText('车间智能化设备联网数占设备总量不低于70%').waitFor();
    await details.getByText('如何得出').click();
    await details.getByText('N ÷ M × 100').waitFor();
    expect(await details.locator('.trace-steps a').first().getAttribute('href')).toMatch(/^\/api\/v1\/projects\/workshop\/readings\?device=/);
    const text = await details.innerText();
    for (const part of ['80 %', '-20.00 %', '60 %', '联网的智能化设备数 ÷ 台账设备总数', '1 / 5', '25,871 / 26,400', '从未收到该设备的消息', '2026-10-01 – 2026-10-31']) expect(text).toContain(part);
    expect(await site.visit.obstacles()).toEqual([]);
    await page.getByRole('button', { name: '收起“车间智能化设备联网率”的详情' }).focus();
    await page.keyboard.press('Enter');
    expect(await details.count()).toBe(0);
  });

  it('says beside a gain which data does not suffice, and that it is too late to send more', async () => {
    const page = await site.arrive('/projects/factory/indicators');
    await page.getByRole('button', { name: '展开“生产效率提高率”的详情' }).click();
    await page.getByText('数据充分性不符合 1 项：仍在补救期限内 0 项，已过期限 1 项，补传不能补救 0 项').waitFor();
    expect(await page.getByRole('region', { name: '数据充分性：补传时限 72 小时' }).innerText()).toContain('26/31 = 83.87 %');
    expect(await site.visit.obstacles()).toEqual([]);
  });

  it('draws the history with gaps, and has it as a table with coverage and digest', async () => {
    const page = await site.arrive('/projects/workshop/indicators');
    await page.locator('canvas').waitFor();
    expect(await site.visit.canvasColours()).toBeGreaterThan(2);
    await page.getByText('以表格查看').click();
    const table = page.getByRole('region', { name: '以表格查看' });
    expect(await table.locator('tbody tr').count()).toBe(31);
    expect(await table.getByRole('row', { name: /2026-10-11/ }).innerText()).toMatch(/2026-10-11\s+—/);
    expect(await table.getByRole('row', { name: /2026-10-31/ }).innerText()).toMatch(/60\.00 %\s+\S+ %\s+99\.80 %\s+未达标\s+[0-9a-f]{12}/);
    await page.getByLabel('指标', { exact: true }).selectOption('ip-applications');
    await page.getByText('S000 一(二)1 考核指标(2)').last().waitFor();
    expect(site.visit.errors).toEqual([]);
  });

  it('shows which window was computed again, why, from what and by how much', async () => {
    const page = await site.arrive('/projects/workshop/indicators');
    const section = page.locator('#windows');
    await section.getByRole('button', { name: '仅重算过的' }).click();
    await section.locator('tbody tr').nth(1).waitFor();
    const [after, before, ...others] = await section.locator('tbody tr').allInnerTexts();
    expect([after, before, others]).toEqual([expect.stringMatching(/2026-10-28[\s\S]*v2[\s\S]*58\.95 % → 60\.45 %[\s\S]*\+1\.50 %[\s\S]*91\.00 % \/ 99\.80 %[\s\S]*未达标[\s\S]*迟到数据补入/), expect.stringMatching(/v1[\s\S]*58\.95 %[\s\S]*首次核算/), []]);
  });
});
