import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('every page of the console') ? describe : () => undefined;

const MOST_INITIAL_SCRIPT = 120 * 1024;

whenThereIsABrowser('every page of the console, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it.each([[360, 'zh-CN'], [360, 'en-US'], [820, 'en-US'], [1280, 'zh-CN']])('fits a window of %d pixels (%s) and keeps nobody out', async (width, locale) => {
    const page = await site.arrive('/', { width, locale, dark: width === 360 });
    await page.locator('.indicator-row').first().waitFor();
    expect([await site.visit.overflow(), await site.visit.obstacles()]).toEqual([0, []]);
    await page.goto(`${site.address}/projects/factory/indicators`);
    await page.locator('canvas').waitFor();
    await page.locator('.disclosure').first().click();
    expect([await site.visit.overflow(), await site.visit.obstacles(), site.visit.errors]).toEqual([0, [], []]);
  });

  it.each([[390, 'en-US', '/alarms', 'Alarms of the platform'], [1280, 'zh-CN', '/alarms', '平台告警'], [390, 'zh-CN', '/administration', '计划设置'], [1280, 'en-US', '/administration', 'Programme settings'], [360, 'en-US', '/projects/workshop/self-assessment/2026', 'Self-assessment of 2026'], [360, 'zh-CN', '/library', '推荐名额'], [1280, 'en-US', '/library', 'Quotas of recommenders']])('beside the projects, at %d pixels (%s), %s fits and keeps nobody out', async (width, locale, path, heading) => {
    const page = await site.arrive(path, { width, locale });
    await page.getByRole('heading', { name: heading }).waitFor();
    await page.locator('main .loading').first().waitFor({ state: 'detached' });
    expect([await site.visit.overflow(), await site.visit.obstacles(), site.visit.errors]).toEqual([0, [], []]);
  });

  const FORMS = [
    ['/', '新建项目', 'New project'],
    ['/projects/workshop/evidence', /申报“.*”的法律状态变更/, /State a new legal state of/], ['/projects/workshop/evidence', /处理“.*”的法律状态变更/, /Decide on the new legal state of/],
    ['/projects/factory/devices', /登记“CNC-001”停用/, /Decommission “CNC-001”/], ['/projects/factory/devices', '增加设备类别', 'Add a device class'], ['/projects/factory/devices', '修改类别“cnc”', 'Change the class “cnc”'], ['/projects/factory/ledger', '删除“class:cnc”的计划时间', 'Remove the planned time of “class:cnc”'],
    ['/projects/workshop/contract', '变更任务书', 'Change the contract'], ['/projects/new-line/contract', '起草任务书', 'Draft the contract'], ['/projects/workshop/progress', '登记认定', 'Record a designation'],
    ['/projects/workshop/progress', /登记“.*”的认定终止/, /Record the end of/], ['/library', '推荐入库', 'Recommend a project'], ['/library', /登记“.*”的结果/, /Record the result of/], ['/library', /登记“.*”的推广/, /Record a promotion of/],
    ['/library', '登记推荐单位', 'Register a recommender'], ['/library', /更改“.*”的名称/, /Give “.*” another name/],
    ['/administration', '新建计划', 'Create a programme'], ['/administration', /设定“车间.*”的默认目标/, /Set the default target of “networked/], ['/administration', '增加指标', 'Add an indicator'], ['/administration', '修改设置', 'Change the settings'],
  ] as const;

  it.each(['zh-CN', 'en-US'])('the forms of officers fit a window of 360 pixels, are opened by keyboard, and keep nobody out (%s)', async (locale) => {
    const page = await site.arrive('/', { width: 360, locale });
    const found: unknown[] = [];
    for (const [path, zh, en] of FORMS) {
      const name = locale === 'zh-CN' ? zh : en;
      await page.goto(`${site.address}${path}`);
      await page.getByRole('button', { name }).first().press('Enter');
      await page.getByRole('form', { name }).first().waitFor();
      found.push([path, String(name), await site.visit.overflow(), await site.visit.obstacles(), [...site.visit.errors]]);
    }
    expect(found).toEqual(FORMS.map(([path, zh, en]) => [path, String(locale === 'zh-CN' ? zh : en), 0, [], []]));
  });

  it('loads at most 120 KB of script before the first page, charts not among it', () => {
    const initial = [...readFileSync(join(site.files, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const bytes = initial.reduce((sum, path) => sum + gzipSync(readFileSync(join(site.files, path))).length, 0);
    expect(initial.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_INITIAL_SCRIPT);
    expect(readdirSync(join(site.files, 'assets')).filter((name) => name.startsWith('history-chart')).length).toBe(1);
    expect(initial.filter((path) => path.includes('chart'))).toEqual([]);
  });
});
