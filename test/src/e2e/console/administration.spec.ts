import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PROJECT } from '../../platform-under-test/workshop.js';
import { hasBrowser, launchBrowser } from './browser.js';
import type { VisitOptions } from './browser.js';
import { Visitors } from './visitors.js';

const whenThereIsABrowser = hasBrowser('administration in the console') ? describe : () => undefined;

const TABS = ['', '/contract', '/indicators', '/devices', '/evidence', '/ledger', '/progress', '/assessments'];

whenThereIsABrowser('administration in the console, on a real platform', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: ApiClient;
  let visitors: Visitors;

  beforeAll(async () => {
    [{ platform, admin }, browser] = await Promise.all([startWithAdministrator({ devices: 1 }), launchBrowser()]);
    visitors = new Visitors(browser, platform.http);
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    await newPerson(admin, 'member', 'member', [`project:${PROJECT.id}`]);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await platform.dispose();
  });
  afterEach(() => visitors.leave());

  const asAdmin = (path: string, options?: VisitOptions): Promise<Page> => visitors.as(ADMINISTRATOR.username, path, { password: ADMINISTRATOR.password, ...options });

  it('a user is added, told a password once, and shut out again', async () => {
    const page = await asAdmin('/administration');
    await page.getByRole('button', { name: '新建用户' }).click();
    const form = page.getByRole('form', { name: '新建用户' });
    await form.getByLabel('用户名').fill('liu');
    await form.getByLabel('姓名').fill('刘工');
    await form.getByLabel('角色').selectOption('member');
    await form.getByLabel('范围').fill('somewhere');
    await form.getByRole('button', { name: '新建用户' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/programme:编号 或 project:编号/);
    await form.getByLabel('范围').fill(`project:${PROJECT.id}`);
    await form.getByRole('button', { name: '新建用户' }).click();
    await page.getByText('已新建用户 liu').waitFor();
    const password = await page.locator('.secret code').innerText();
    expect((await new ApiClient(platform.http).logIn('liu', password)).http).toBe(platform.http);
    await page.getByRole('button', { name: '停用用户 liu' }).click();
    await page.getByRole('button', { name: '启用用户 liu' }).waitFor();
    expect((await admin.call('listUsers')).items.find(({ id }) => id === 'liu')?.disabled).toBe(true);
    expect(await page.getByRole('button', { name: `停用用户 ${ADMINISTRATOR.username}` }).count()).toBe(0);
  });

  it('a programme is created by an administrator, has its settings at once, and takes projects; an officer is not offered it', async () => {
    const visit = await visitors.visit(ADMINISTRATOR.username, '/administration', { password: ADMINISTRATOR.password, width: 390 });
    const { page } = visit;
    await page.getByRole('button', { name: '新建计划' }).click();
    const form = page.getByRole('form', { name: '新建计划' });
    for (const [label, value] of Object.entries({ '计划编号': 'P1', '中文名称': '智能制造示范', '英文名称': 'smart manufacturing' })) await form.getByLabel(label).fill(value);
    await form.getByRole('button', { name: '新建计划' }).click();
    await form.getByRole('alert').filter({ hasText: 'duplicate' }).waitFor();
    expect([await form.getByLabel('计划编号').getAttribute('aria-invalid'), await form.getByLabel('中文名称').inputValue(), await visit.overflow(), await visit.obstacles()]).toEqual(['true', '智能制造示范', 0, []]);
    await form.getByLabel('计划编号').fill('P3');
    await form.getByRole('button', { name: '新建计划' }).click();
    await page.getByText('已新建计划 P3').waitFor();
    await page.locator('#programmes').getByRole('row', { name: /^P3/ }).getByText('smart manufacturing').waitFor();
    expect((await admin.call('listProgrammes')).items).toContainEqual({ id: 'P3', nameZh: '智能制造示范', nameEn: 'smart manufacturing' });
    await page.getByRole('combobox', { name: '计划', exact: true }).selectOption('P3');
    await page.goto(platform.http);
    await page.getByRole('button', { name: '新建项目' }).click();
    await page.getByRole('form', { name: '新建项目' }).getByLabel('所属专项').selectOption('P3');
    await newPerson(admin, 'desk', 'officer', ['programme:P1']);
    const officer = await visitors.as('desk', '/administration');
    await officer.getByRole('heading', { name: '计划设置' }).waitFor();
    expect([await officer.getByRole('button', { name: '新建计划' }).count(), await officer.locator('#programmes').count()]).toEqual([0, 0]);
  });

  it('a member makes and revokes a token of their own, and sees neither users nor settings nor alarms', async () => {
    const page = await visitors.as('member', '/administration', { locale: 'en-US' });
    await page.getByRole('button', { name: 'Make a token' }).click();
    const form = page.getByRole('form', { name: 'Make a token' });
    await form.getByLabel('Name').fill('export');
    await form.getByRole('button', { name: 'Make a token' }).click();
    await page.getByText('The token “export” is made').waitFor();
    const token = await page.locator('.secret code').innerText();
    const own = new ApiClient(platform.http).bearing(token);
    expect((await own.call('listProjects')).items.map(({ id }) => id)).toEqual([PROJECT.id]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Revoke the token “export”' }).click();
    await page.getByText('The token “export” is revoked').waitFor();
    expect((await own.attempt('listProjects')).status).toBe(401);
    expect(await page.getByRole('heading').allInnerTexts()).toEqual(['Administration', 'API tokens']);
    expect(await page.getByRole('link', { name: 'Alarms' }).count()).toBe(0);
    await page.goto(`${platform.http}/alarms`);
    await page.getByText('Alarms are for administrators and officers to see').waitFor();
  });

  it('settings of a programme are changed, and a project is rolled up by them', async () => {
    const page = await asAdmin('/administration');
    await page.getByLabel('计划', { exact: true }).selectOption('P1');
    await page.getByRole('button', { name: '修改设置' }).click();
    const form = page.getByRole('form', { name: '修改设置' });
    await form.getByLabel('汇总规则').selectOption('mean-completion');
    await form.getByLabel('比例（%）').fill('85');
    await form.getByRole('button', { name: '增加规则文件' }).click();
    const document = form.getByRole('group', { name: '规则文件 1' });
    await document.getByLabel('文号').fill('津科规〔2018〕1号');
    await document.getByLabel('名称').fill('管理办法');
    await document.getByLabel('生效日期').fill('2018-01-01');
    await document.getByLabel('批次').fill('2018-1, 2018-2');
    await form.getByRole('button', { name: '修改设置' }).click();
    await page.getByText('设置已保存').waitFor();
    expect(await admin.call('readProgrammeSettings', { params: { g: 'P1' } })).toMatchObject({ rollUp: { kind: 'mean-completion', minimum: 0.85 }, ruleDocuments: [{ number: '津科规〔2018〕1号', batches: ['2018-1', '2018-2'] }] });
    await page.goto(`${platform.http}/projects/${PROJECT.id}`);
    await page.getByText('平均完成率不低于 85.00 %').waitFor();
  });

  it('alarms are listed with value, limit and what to do', async () => {
    const page = await asAdmin('/alarms');
    await page.locator('#alarms tbody tr').first().waitFor();
    const shown = await page.locator('#alarms tbody').innerText();
    for (const { id, titleZh } of (await admin.call('listAlarms')).items) expect([shown.includes(id), shown.includes(titleZh)]).toEqual([true, true]);
  });

  it.each([[360, 'en-US'], [1440, 'zh-CN']])('every page of a project that has nothing yet is whole, %d pixels wide (%s)', async (width, locale) => {
    const visit = await visitors.visit('member', `/projects/${PROJECT.id}`, { width, locale });
    const { page } = visit;
    const found: unknown[] = [];
    visit.errors.splice(0);
    for (const tab of TABS) {
      await page.goto(`${platform.http}/projects/${PROJECT.id}${tab}`);
      await page.locator('main h2, main .tiles').first().waitFor();
      await page.locator('main .loading').first().waitFor({ state: 'detached' });
      found.push([tab, await visit.overflow(), await visit.obstacles(), [...visit.errors], await page.getByRole('alert').count()]);
    }
    expect(found).toEqual(TABS.map((tab) => [tab, 0, [], [], 0]));
  });
});
