import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('assessments in the console') ? describe : () => undefined;

whenThereIsABrowser('the assessments of a project, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it('is scored for the year: values are no fields, the sum is told, what is missing hinders the issue', async () => {
    const page = await site.arrive('/projects/workshop/assessments');
    await page.getByRole('link', { name: '2026 年绩效自评表' }).click();
    await page.getByRole('heading', { name: '2026 年绩效自评表' }).waitFor();
    const weights = page.getByLabel(/的分值$/);
    await weights.first().waitFor();
    const count = await weights.count();
    expect(await page.locator('.scored input, .scored textarea').count()).toBe(3 * count);
    for (let row = 0; row < count; row += 1) {
      await weights.nth(row).fill(row === 0 ? String(100 - 10 * (count - 1)) : '10');
      await page.getByLabel(/的得分$/).nth(row).fill('5');
    }
    await weights.first().fill('1');
    await page.getByText('分值合计须为 100').waitFor();
    await weights.first().fill(String(100 - 10 * (count - 1)));
    await page.getByText('分值合计须为 100').waitFor({ state: 'detached' });
    await page.getByLabel(/的得分$/).first().fill('abc');
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('须为 0 至 100');
    await page.getByLabel(/的得分$/).first().fill('5');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('印发前须补正').waitFor();
    expect(await page.getByRole('button', { name: '印发' }).isDisabled()).toBe(true);
    for (let row = 0; row < count; row += 1) await page.getByLabel(/的偏差原因分析及改进措施$/).nth(row).fill('设备检修；已制定计划');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('第 2 版').waitFor();
    await page.getByRole('button', { name: '印发' }).click();
    await page.getByText('印发摘要').waitFor();
    expect(await page.locator('.scored input').count()).toBe(0);
    expect(await site.visit.obstacles()).toEqual([]);
  });

  it('assesses a period, and shows reports, bundle and how to verify it', async () => {
    const page = await site.arrive('/projects/workshop/assessments');
    const section = page.locator('#assessments');
    await section.getByRole('button', { name: '新建核算' }).click();
    expect(await section.getByLabel('开始日期').inputValue()).toBe('2026-10-01');
    expect(await section.getByLabel('结束日期（含）').inputValue()).toBe('2026-10-31');
    await section.getByLabel('结束日期（含）').fill('2026-09-30');
    await section.getByRole('button', { name: '开始核算' }).click();
    expect(await section.getByRole('alert').innerText()).toBe('结束日期早于开始日期');
    await section.getByLabel('结束日期（含）').fill('2027-01-31');
    await section.getByRole('button', { name: '开始核算' }).click();
    await section.getByText('period-in-future').waitFor();
    await section.getByLabel('结束日期（含）').fill('2026-10-15');
    await section.getByRole('button', { name: '开始核算' }).click();
    await section.getByText('核算 A-20261104-3 已完成').waitFor();
    const latest = section.locator('tbody tr').first();
    expect(await latest.innerText()).toContain('2026-10-01 – 2026-10-15');
    expect(await latest.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/api/v1/projects/workshop/assessments/A-20261104-3/report.html?lang=zh',
      '/api/v1/projects/workshop/assessments/A-20261104-3/report.html?lang=en',
      ...['pdf?lang=zh', 'pdf?lang=en', 'xlsx?lang=zh', 'xlsx?lang=en'].map((file) => `/api/v1/projects/workshop/assessments/A-20261104-3/report.${file}`),
      '/api/v1/projects/workshop/assessments/A-20261104-3/bundle.zip',
    ]);
    expect(await section.locator('.command').innerText()).toContain('npm run verify -- workshop-A-20261104-3.zip --key kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('marks an assessment that holds no more: since when, why, and what it would say now', async () => {
    const page = await site.arrive('/projects/workshop/assessments');
    const row = page.locator('#assessment-A-20261103-1');
    await row.getByText('待更正').waitFor();
    expect(await row.innerText()).toContain('迟到数据补入，2026-11-04 09:20 起');
    await row.getByRole('button', { name: '核算 A-20261103-1 与现算的差异' }).click();
    const changes = page.getByRole('table', { name: '核算 A-20261103-1 与现算的差异' });
    expect(await changes.locator('tbody tr').first().innerText()).toMatch(/S000[\s\S]*60 %[\s\S]*80 %[\s\S]*\+20\.00 %[\s\S]*91\.00 % \/ 99\.80 %[\s\S]*已签发[\s\S]*[0-9a-f]{12}/);
    expect(await page.locator('#assessment-A-20261102-1').getByText('待更正').count()).toBe(0);
    expect(await site.visit.obstacles()).toEqual([]);
  });

  it('shows what a restated assessment corrects, and leads to that one', async () => {
    const page = await site.arrive('/projects/workshop/assessments', { locale: 'en-US' });
    await page.getByRole('button', { name: 'What assessment A-20261103-1 corrects' }).click();
    const changes = page.getByRole('table', { name: 'What assessment A-20261103-1 corrects' });
    expect(await changes.locator('tbody tr').first().innerText()).toMatch(/S000[\s\S]*40 %[\s\S]*60 %[\s\S]*\+20\.00 %[\s\S]*66\.84 % \/ 99\.80 %[\s\S]*Before[\s\S]*[0-9a-f]{12}/);
    await page.getByRole('link', { name: 'restates A-20261102-1' }).click();
    expect(await page.locator(':target').getAttribute('id')).toBe('assessment-A-20261102-1');
  });
});
