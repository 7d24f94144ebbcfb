import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('pages of a project in the console') ? describe : () => undefined;

const TABS = [['', '完成情况测算'], ['/contract', '历次版本'], ['/indicators', '时间窗口与重算'], ['/devices', '控制器与网关更换'], ['/evidence', '疑点线索（待核实）'], ['/ledger', '变更申请'], ['/progress', '申报条件核对'], ['/assessments', '指标核算']] as const;

whenThereIsABrowser('the pages of a project, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it('pages and filters its devices', async () => {
    const page = await site.arrive('/projects/factory/devices', { locale: 'en-US' });
    const section = page.locator('#devices');
    await section.getByText('1–25 of 240 devices').waitFor();
    await section.getByRole('button', { name: 'Next' }).click();
    await section.getByText('26–50 of 240 devices').waitFor();
    await section.getByRole('button', { name: 'Never connected' }).click();
    expect(await section.locator('tbody tr').count()).toBe(14);
    expect(await section.locator('tbody tr').first().innerText()).toMatch(/CNC-005[\s\S]*Never connected[\s\S]*never/);
    await section.getByRole('searchbox').fill('cnc-022');
    expect(await section.locator('tbody tr').count()).toBe(1);
  });

  it('shows what the ledger would do to the denominator, by kind of difference', async () => {
    const page = await site.arrive('/projects/workshop/ledger');
    const balance = page.getByRole('group', { name: '按固定资产账对设备总数的影响' });
    expect((await balance.innerText()).split(/\s+/).slice(1)).toEqual(['设备台账', '5', '报废', '−1', '表有账无', '−1', '账有表无', '+3', '按固定资产账', '6']);
    await page.getByRole('button', { name: /账有表无/ }).click();
    expect(await page.locator('#ledger tbody tr').count()).toBe(3);
  });

  it('that is not there, or has nothing yet, says so', async () => {
    const page = await site.arrive('/projects/nope');
    await page.getByText('没有这个项目，或您无权查看').waitFor();
    await page.goto(`${site.address}/projects/new-line`);
    await page.getByText('该项目还没有任务书').waitFor();
    await page.getByRole('link', { name: '设备', exact: true }).click();
    await page.getByText('设备台账为空').waitFor();
    expect(page.url()).toBe(`${site.address}/projects/new-line/devices`);
    await page.goto(`${site.address}/projects/new-line/nope`);
    await page.getByText('没有这个页面').waitFor();
    await page.goto(`${site.address}/no/such/page`);
    await page.getByText('没有这个页面').waitFor();
  });

  it('has an address, a title, and is reached by keyboard', async () => {
    const page = await site.arrive('/projects/workshop#assessments');
    await page.getByRole('heading', { name: '指标核算' }).waitFor();
    expect(page.url()).toBe(`${site.address}/projects/workshop/assessments#assessments`);
    const link = page.getByRole('link', { name: '佐证', exact: true });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '佐证材料' }).waitFor();
    expect([await page.title(), await link.getAttribute('aria-current')]).toEqual(['佐证 · 精密零部件自动化装备互联互通智能车间 · 验收 Yanshou', 'page']);
    await page.goBack();
    await page.getByRole('heading', { name: '指标核算' }).waitFor();
  });

  it.each([[360, 'zh-CN'], [1280, 'zh-CN']])('fits a window of %d pixels (%s) and keeps nobody out', async (width, locale) => {
    const page = await site.arrive('/', { width, locale, dark: width === 360 });
    for (const [path, heading] of TABS) {
      await page.goto(`${site.address}/projects/workshop${path}`);
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.locator('main .loading').first().waitFor({ state: 'detached' });
      expect([path, await site.visit.overflow(), await site.visit.obstacles(), site.visit.errors]).toEqual([path, 0, [], []]);
    }
  });
});
