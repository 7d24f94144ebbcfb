import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Visit, hasBrowser, launchBrowser } from './browser.js';
import type { VisitOptions } from './browser.js';
import { MockServer } from './mock-server.js';

const MOST_INITIAL_SCRIPT = 120 * 1024;

const whenThereIsABrowser = hasBrowser('pages of the console') ? describe : () => undefined;

whenThereIsABrowser('the console in a browser, over made-up data', () => {
  let server: MockServer;
  let browser: Browser;
  let visit: Visit | undefined;

  beforeAll(async () => {
    [server, browser] = await Promise.all([MockServer.start(), launchBrowser()]);
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  afterEach(async () => {
    const { foreign } = visit ?? { foreign: [] };
    await visit?.end();
    visit = undefined;
    expect(foreign).toEqual([]);
  });

  const begin = async (options?: VisitOptions): Promise<Visit> => (visit = await Visit.begin(browser, server.address, options));

  /** A visit of somebody who is logged in. */
  async function arrive(path: string, options?: VisitOptions): Promise<Page> {
    const { context, page } = await begin(options);
    await context.request.post(`${server.address}/api/v1/session`, { data: { username: 'admin', password: 'long enough' } });
    await page.goto(`${server.address}${path}`);
    return page;
  }

  describe('login', () => {
    it('asks first, names what is wrong with its code, and leads to where one wanted to go', async () => {
      const one = await begin();
      await one.context.request.delete(`${server.address}/api/v1/session`);
      const page = await one.open('/projects/workshop');
      await page.getByRole('heading', { name: '登录' }).waitFor();
      expect(await one.obstacles()).toEqual([]);
      await one.logIn('admin', 'wrong');
      expect(await page.getByRole('alert').innerText()).toMatch(/用户名或密码不正确[\s\S]*wrong-credentials/);
      await one.logIn('admin', 'long enough');
      await page.getByRole('heading', { name: '精密零部件自动化装备互联互通智能车间' }).waitFor();
      await page.getByRole('button', { name: '退出' }).click();
      await page.getByRole('heading', { name: '登录' }).waitFor();
    });

    it('by a one-time link works once, and the token leaves the address', async () => {
      const one = await begin({ locale: 'en-US' });
      await one.context.request.delete(`${server.address}/api/v1/session`);
      const page = await one.open('/login#token=one-time-token-of-the-mock');
      await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
      expect(page.url()).toBe(`${server.address}/`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await one.open('/login#token=one-time-token-of-the-mock');
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toMatch(/ask for a new one[\s\S]*link-not-valid/);
      expect(page.url()).not.toContain('token');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('User name').waitFor();
      await one.open('/login#token=one-time-token-of-the-mock');
      await page.getByRole('alert').waitFor();
      expect(page.url()).toBe(`${server.address}/login`);
    });

    it('with a one-time password demands a new one, long enough and twice the same', async () => {
      const one = await begin({ locale: 'en-US' });
      await one.context.request.delete(`${server.address}/api/v1/session`);
      const page = await one.open('/');
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await one.logIn('new', 'one-time');
      await page.getByRole('heading', { name: 'Change your password first' }).waitFor();
      const change = async (current: string, first: string, again: string): Promise<void> => {
        await page.getByLabel('Current password').fill(current);
        await page.getByLabel('New password', { exact: true }).fill(first);
        await page.getByLabel('New password again').fill(again);
        await page.getByRole('button', { name: 'Change password' }).click();
      };
      await change('one-time', 'short', 'short');
      expect(await page.getByRole('alert').innerText()).toContain('at least 12 characters');
      await change('one-time', 'a long new password', 'a long new pasword');
      expect(await page.getByRole('alert').innerText()).toContain('differ');
      await change('forgotten', 'a long new password', 'a long new password');
      await page.getByText('wrong-password').waitFor();
      await change('one-time', 'a long new password', 'a long new password');
      await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    });
  });

  describe('the portfolio', () => {
    it('groups projects by programme, the worst first, each value with its companions', async () => {
      const page = await arrive('/');
      await page.getByRole('heading', { name: '天津市互联网跨界融合创新科技重大专项' }).waitFor();
      const projects = await page.locator('.project-heading > a').allInnerTexts();
      expect(projects[0]).toBe('变速器智能工厂创新示范应用');
      const row = page.locator('.indicator-row', { hasText: '生产效率提高率' });
      expect(await row.innerText()).toMatch(/S000 一\(二\)2[\s\S]*未达标[\s\S]*19\.996 %[\s\S]*19996 \/ 100000[\s\S]*≥ 20 %[\s\S]*94\.20 %[\s\S]*99\.80 %[\s\S]*[0-9a-f]{12}[\s\S]*v1\.0\.0/);
      expect(await page.getByRole('row', { name: /182 \/ 240/ }).innerText()).toContain('低于原定目标 75 %');
      expect(await page.locator('.project-row', { hasText: 'workshop' }).innerText()).toContain('模拟数据 SIMULATED');
      expect(await page.locator('.project-row', { hasText: 'workshop' }).innerText()).toMatch(/在线\s+3\s+沉默\s+1\s+从未联网\s+1/);
      expect(visit?.errors).toEqual([]);
    });

    it('states the programme’s averages with both figures, who is left out and why, and why each project is at risk', async () => {
      const page = await arrive('/');
      const average = page.locator('.averages tbody', { hasText: '生产效率提高率' });
      expect(await average.innerText()).toMatch(/S002 智能制造 专栏3[\s\S]*21\.50 %[\s\S]*n = 2 \/ 3[\s\S]*20\.40 %[\s\S]*14\.33 %[\s\S]*94\.20 %/);
      await average.getByText('未计入 1 个项目及原因').click();
      await average.getByText('设施番茄全产业链物联网示范温室: 基期缺少人工工时').waitFor();
      const counted = page.locator('.averages tbody', { hasText: '国家智能制造试点示范项目数' });
      expect(await counted.innerText()).toMatch(/1 个[\s\S]*未达标[\s\S]*≥ 10 个[\s\S]*人工填报/);
      await counted.getByText('计入的 1 项').click();
      await counted.getByText('工信部装函〔2018〕100号').waitFor();
      expect(await page.locator('.project-row', { hasText: 'greenhouse' }).innerText()).toMatch(/沉默[\s\S]*严重[\s\S]*未收到任何数据/);
      await page.getByRole('button', { name: /^沉默/ }).click();
      expect(await page.locator('.project-heading > a').allInnerTexts()).toEqual(['设施番茄全产业链物联网示范温室']);
      expect(page.url()).toContain('risk=silent');
      await page.goto(`${server.address}/projects/greenhouse`);
      const outlook = page.locator('#outlook');
      await outlook.getByRole('heading', { name: '预测（非结论）' }).waitFor();
      expect(await outlook.innerText()).toMatch(/74\.2000 %[\s\S]*80% 预测区间[\s\S]*尚难判断[\s\S]*31 个日窗口/);
      expect(visit?.errors).toEqual([]);
    });

    it('filters by verdict and words; the address keeps the filter', async () => {
      const page = await arrive('/');
      await page.getByRole('button', { name: /待补充佐证/ }).click();
      expect(await page.locator('.indicator-row').count()).toBe(1);
      expect(page.url()).toContain('verdict=pending-evidence');
      await page.reload();
      await page.locator('.indicator-row').first().waitFor();
      expect(await page.locator('.indicator-row').count()).toBe(1);
      await page.getByRole('searchbox').fill('没有这样的项目');
      await page.getByText('没有符合条件的项目').waitFor();
      await page.getByRole('button', { name: '清除筛选' }).click();
      await page.locator('.indicator-row').first().waitFor();
      expect(await page.locator('.indicator-row').count()).toBe(10);
      await page.getByRole('searchbox').fill('温室');
      await page.getByText('5 个项目，10 项考核指标').waitFor();
      expect(await page.locator('.project-heading > a').allInnerTexts()).toEqual(['设施番茄全产业链物联网示范温室']);
    });

    it('says when the platform cannot be reached, and tries again', async () => {
      const { context } = await begin({ locale: 'en-US' });
      await context.route('**/api/v1/programmes', (route) => route.abort());
      await context.request.post(`${server.address}/api/v1/session`, { data: { username: 'admin', password: 'long enough' } });
      const page = await (visit as Visit).open('/');
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toMatch(/cannot be reached[\s\S]*unreachable/);
      await context.unroute('**/api/v1/programmes');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.project-heading').first().waitFor();
    });
  });

  describe('the project library', () => {
    it('is found from every page, and searched; the address keeps the filter', async () => {
      const page = await arrive('/');
      await page.getByRole('link', { name: '物联网项目库' }).click();
      await page.getByText('2 个项目', { exact: true }).waitFor();
      await page.getByRole('searchbox', { name: '查找' }).fill('芯片');
      await page.getByText('1 个项目', { exact: true }).waitFor();
      expect(page.url()).toContain('text=');
      await page.getByLabel('结果').selectOption('promoted');
      await page.getByText('没有符合条件的项目').waitFor();
      await page.getByRole('button', { name: '清除筛选' }).click();
      await page.getByText('2 个项目', { exact: true }).waitFor();
      expect(await page.getByRole('row', { name: /轴承车间/ }).innerText()).toMatch(/天津市[\s\S]*已推广[\s\S]*2018-11-20 现场会/);
      expect(await (visit as Visit).obstacles()).toEqual([]);
    });
  });

  describe('a project', () => {
    it('opens an indicator by keyboard: four figures, formula, words of the clause, each device', async () => {
      const page = await arrive('/projects/workshop/indicators');
      const button = page.getByRole('button', { name: '展开“车间智能化设备联网率”的详情' });
      await button.focus();
      await page.keyboard.press('Enter');
      const details = page.locator('.details');
      await details.getByText('车间智能化设备联网数占设备总量不低于70%').waitFor();
      await details.getByText('如何得出').click();
      await details.getByText('N ÷ M × 100').waitFor();
      expect(await details.locator('.trace-steps a').first().getAttribute('href')).toMatch(/^\/api\/v1\/projects\/workshop\/readings\?device=/);
      const text = await details.innerText();
      for (const part of ['80 %', '-20.00 %', '60 %', '联网的智能化设备数 ÷ 台账设备总数', '1 / 5', '25871 / 26400', '从未收到该设备的消息', '2026-10-01 – 2026-10-31']) expect(text).toContain(part);
      expect(await (visit as Visit).obstacles()).toEqual([]);
      await page.getByRole('button', { name: '收起“车间智能化设备联网率”的详情' }).focus();
      await page.keyboard.press('Enter');
      expect(await details.count()).toBe(0);
    });

    it('says beside a gain which data does not suffice, and that it is too late to send more', async () => {
      const page = await arrive('/projects/factory/indicators');
      await page.getByRole('button', { name: '展开“生产效率提高率”的详情' }).click();
      await page.getByText('数据充分性不符合 1 项：仍在补救期限内 0 项，已过期限 1 项，补传不能补救 0 项').waitFor();
      expect(await page.getByRole('region', { name: '数据充分性：补传时限 72 小时' }).innerText()).toContain('26/31 = 83.87 %');
      expect(await (visit as Visit).obstacles()).toEqual([]);
    });

    it('draws the history with gaps, and has it as a table with coverage and digest', async () => {
      const page = await arrive('/projects/workshop/indicators');
      await page.locator('canvas').waitFor();
      expect(await (visit as Visit).canvasColours()).toBeGreaterThan(2);
      await page.getByText('以表格查看').click();
      const table = page.getByRole('region', { name: '以表格查看' });
      expect(await table.locator('tbody tr').count()).toBe(31);
      expect(await table.getByRole('row', { name: /2026-10-11/ }).innerText()).toMatch(/2026-10-11\s+—/);
      expect(await table.getByRole('row', { name: /2026-10-31/ }).innerText()).toMatch(/60\.00 %\s+\S+ %\s+99\.80 %\s+未达标\s+[0-9a-f]{12}/);
      await page.getByLabel('指标', { exact: true }).selectOption('ip-applications');
      await page.getByText('S000 一(二)1 考核指标(2)').last().waitFor();
      expect(visit?.errors).toEqual([]);
    });

    it('pages and filters its devices', async () => {
      const page = await arrive('/projects/factory/devices', { locale: 'en-US' });
      const section = page.locator('#devices');
      await section.getByText('1–25 of 240 devices').waitFor();
      await section.getByRole('button', { name: 'Next' }).click();
      await section.getByText('26–50 of 240 devices').waitFor();
      await section.getByRole('button', { name: 'Never connected' }).click();
      expect(await section.locator('tbody tr').count()).toBe(14);
      expect(await section.locator('tbody tr').first().innerText()).toMatch(/Never connected[\s\S]*CNC-005[\s\S]*never/);
      await section.getByRole('searchbox').fill('cnc-022');
      expect(await section.locator('tbody tr').count()).toBe(1);
    });

    it('is scored for the year: values are no fields, the sum is told, what is missing hinders the issue', async () => {
      const page = await arrive('/projects/workshop/assessments');
      await page.getByRole('link', { name: '2026 年绩效自评表' }).click();
      await page.getByRole('heading', { name: '2026 年绩效自评表' }).waitFor();
      const weights = page.getByLabel(/的分值$/);
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
      expect(await (visit as Visit).obstacles()).toEqual([]);
    });

    it('assesses a period, and shows reports, bundle and how to verify it', async () => {
      const page = await arrive('/projects/workshop/assessments');
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
        '/api/v1/projects/workshop/assessments/A-20261104-3/bundle.zip',
      ]);
      expect(await section.locator('.command').innerText()).toContain('npm run verify -- workshop-A-20261104-3.zip --key kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    });

    it('that is not there, or has nothing yet, says so', async () => {
      const page = await arrive('/projects/nope');
      await page.getByText('没有这个项目，或您无权查看').waitFor();
      await page.goto(`${server.address}/projects/new-line`);
      await page.getByText('该项目还没有任务书').waitFor();
      await page.getByRole('link', { name: '设备', exact: true }).click();
      await page.getByText('设备台账为空').waitFor();
      expect(page.url()).toBe(`${server.address}/projects/new-line/devices`);
      await page.goto(`${server.address}/projects/new-line/nope`);
      await page.getByText('没有这个页面').waitFor();
      await page.goto(`${server.address}/no/such/page`);
      await page.getByText('没有这个页面').waitFor();
    });
  });

  it('keeps the language that was chosen', async () => {
    const page = await arrive('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe('Portfolio · 验收 Yanshou');
  });

  it.each([[390, 'zh-CN'], [390, 'en-US'], [820, 'en-US'], [1280, 'zh-CN']])('fits a window of %d pixels (%s) and keeps nobody out', async (width, locale) => {
    const page = await arrive('/', { width, locale, dark: width === 390 });
    await page.locator('.indicator-row').first().waitFor();
    expect([await visit?.overflow(), await visit?.obstacles()]).toEqual([0, []]);
    await page.goto(`${server.address}/projects/factory/indicators`);
    await page.locator('canvas').waitFor();
    await page.locator('.disclosure').first().click();
    expect([await visit?.overflow(), await visit?.obstacles(), visit?.errors]).toEqual([0, [], []]);
  });

  describe('every page of a project', () => {
    const TABS = [['', '完成情况测算'], ['/indicators', '时间窗口与重算'], ['/devices', '控制器与网关更换'], ['/evidence', '疑点线索（待核实）'], ['/ledger', '变更申请'], ['/progress', '申报条件核对'], ['/assessments', '指标核算']] as const;

    it.each([[390, 'zh-CN'], [1280, 'zh-CN']])('fits a window of %d pixels (%s) and keeps nobody out', async (width, locale) => {
      const page = await arrive('/', { width, locale, dark: width === 390 });
      for (const [path, heading] of TABS) {
        await page.goto(`${server.address}/projects/workshop${path}`);
        await page.getByRole('heading', { name: heading }).waitFor();
        await page.locator('main .loading').first().waitFor({ state: 'detached' });
        expect([path, await visit?.overflow(), await visit?.obstacles(), visit?.errors]).toEqual([path, 0, [], []]);
      }
    });

    it('has an address, a title, and is reached by keyboard', async () => {
      const page = await arrive('/projects/workshop#assessments');
      await page.getByRole('heading', { name: '指标核算' }).waitFor();
      expect(page.url()).toBe(`${server.address}/projects/workshop/assessments#assessments`);
      const link = page.getByRole('link', { name: '佐证', exact: true });
      await link.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '佐证材料' }).waitFor();
      expect([await page.title(), await link.getAttribute('aria-current')]).toEqual(['佐证 · 精密零部件自动化装备互联互通智能车间 · 验收 Yanshou', 'page']);
      await page.goBack();
      await page.getByRole('heading', { name: '指标核算' }).waitFor();
    });

    it('shows which window was computed again, why, from what and by how much', async () => {
      const page = await arrive('/projects/workshop/indicators');
      const section = page.locator('#windows');
      await section.getByRole('button', { name: '仅重算过的' }).click();
      await section.locator('tbody tr').nth(1).waitFor();
      const [after, before, ...others] = await section.locator('tbody tr').allInnerTexts();
      expect([after, before, others]).toEqual([expect.stringMatching(/2026-10-28[\s\S]*v2[\s\S]*58\.95 % → 60\.45 %[\s\S]*\+1\.50 %[\s\S]*91\.00 % \/ 99\.80 %[\s\S]*未达标[\s\S]*迟到数据补入/), expect.stringMatching(/v1[\s\S]*58\.95 %[\s\S]*首次核算/), []]);
    });

    it('shows what a restated assessment corrects, and leads to that one', async () => {
      const page = await arrive('/projects/workshop/assessments', { locale: 'en-US' });
      await page.getByRole('button', { name: 'What assessment A-20261103-1 corrects' }).click();
      const changes = page.getByRole('table', { name: 'What assessment A-20261103-1 corrects' });
      expect(await changes.locator('tbody tr').first().innerText()).toMatch(/S000[\s\S]*40 %[\s\S]*60 %[\s\S]*\+20\.00 %[\s\S]*66\.84 % \/ 99\.80 %[\s\S]*Before[\s\S]*[0-9a-f]{12}/);
      await page.getByRole('link', { name: 'restates A-20261102-1' }).click();
      expect(await page.locator(':target').getAttribute('id')).toBe('assessment-A-20261102-1');
    });

    it('shows what the ledger would do to the denominator, by kind of difference', async () => {
      const page = await arrive('/projects/workshop/ledger');
      const balance = page.getByRole('group', { name: '按固定资产账对设备总数的影响' });
      expect((await balance.innerText()).split(/\s+/).slice(1)).toEqual(['设备台账', '5', '报废', '−1', '表有账无', '−1', '账有表无', '+3', '按固定资产账', '6']);
      await page.getByRole('button', { name: /账有表无/ }).click();
      expect(await page.locator('#ledger tbody tr').count()).toBe(3);
    });
  });

  it.each([[390, 'en-US', '/alarms', 'Alarms of the platform'], [1280, 'zh-CN', '/alarms', '平台告警'], [390, 'zh-CN', '/administration', '计划设置'], [1280, 'en-US', '/administration', 'Programme settings']])('beside the projects, at %d pixels (%s), %s fits and keeps nobody out', async (width, locale, path, heading) => {
    const page = await arrive(path, { width, locale });
    await page.getByRole('heading', { name: heading }).waitFor();
    await page.locator('main .loading').first().waitFor({ state: 'detached' });
    expect([await visit?.overflow(), await visit?.obstacles(), visit?.errors]).toEqual([0, [], []]);
  });

  it('loads at most 120 KB of script before the first page, charts not among it', () => {
    const initial = [...readFileSync(join(server.files, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const bytes = initial.reduce((sum, path) => sum + gzipSync(readFileSync(join(server.files, path))).length, 0);
    expect(initial.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_INITIAL_SCRIPT);
    expect(readdirSync(join(server.files, 'assets')).filter((name) => name.startsWith('history-chart')).length).toBe(1);
    expect(initial.filter((path) => path.includes('chart'))).toEqual([]);
  });
});
