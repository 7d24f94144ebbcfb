import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { DAY } from '../../platform-under-test/cast.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { hasBrowser, launchBrowser } from './browser.js';
import { Visitors } from './visitors.js';

const whenThereIsABrowser = hasBrowser('opinions of auditors in the console') ? describe : () => undefined;
const p = 'audited';

whenThereIsABrowser('opinions of auditors in the console, on a real platform', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let visitors: Visitors;
  let admin: ApiClient;
  let a = '';

  beforeAll(async () => {
    [{ platform, admin }, browser] = await Promise.all([startWithAdministrator({ projects: [p], devices: 1 }), launchBrowser()]);
    visitors = new Visitors(browser, platform.http);
    for (const [id, role, scope] of [['officer', 'officer', 'programme:P2'], ['wang', 'auditor', `project:${p}`]] as const) await newPerson(admin, id, role, [scope]);
    ({ id: a } = await admin.call('createAssessment', { params: { p }, body: DAY }));
  }, 420_000);
  afterAll(async () => {
    await browser.close();
    await platform.dispose();
  });
  afterEach(() => visitors.leave());

  /** The opinions on the assessment, opened. */
  async function opened(page: Page, name: string): Promise<Page> {
    await page.locator('.assessments').getByRole('button', { name }).click();
    return page;
  }

  it('are given by an auditor: refused at the very field, signed, corrected by another one', async () => {
    const page = await opened(await visitors.as('wang', `/projects/${p}/assessments`), `核算 ${a} 的核查意见`);
    await page.getByRole('button', { name: '出具核查意见' }).click();
    const form = page.getByRole('form', { name: '出具核查意见' });
    await form.getByLabel('结论').selectOption('disagrees');
    await form.getByLabel('所涉指标').selectOption('connected-equipment');
    await form.getByLabel('意见内容').fill('现场清点为 3 台');
    await form.getByLabel('核查数值（报告单位）').fill('3');
    await form.getByLabel('数值出处').fill('现场清点表 2');
    await form.getByRole('button', { name: '签名并出具' }).click();
    const fault = form.getByRole('alert');
    await fault.waitFor();
    expect(await fault.innerText()).toMatch(/请说明差异原因.*invalid/);
    await form.getByLabel('差异说明').fill('两台未接入平台');
    await form.getByRole('button', { name: '签名并出具' }).click();
    await page.getByText('第 1 条核查意见已签名保存').waitFor();
    const row = page.getByRole('table', { name: `核算 ${a} 的核查意见` }).locator('tbody tr').first();
    expect(await row.innerText()).toMatch(/不认可[\s\S]*现场清点为 3 台[\s\S]*3 台（平台 0 台）[\s\S]*核查 − 平台 \+3[\s\S]*两台未接入平台 · 现场清点表 2[\s\S]*wang 于/);

    await page.getByRole('button', { name: '出具核查意见' }).click();
    await form.getByLabel('结论').selectOption('agrees');
    await form.getByLabel('意见内容').fill('复核后与平台一致');
    await form.getByLabel('更正本人先前意见').selectOption('1');
    await form.getByRole('button', { name: '签名并出具' }).click();
    await page.getByText('第 2 条核查意见已签名保存').waitFor();
    await row.getByText('已由第 2 条更正').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出全部意见' }).click()]);
    expect(download.suggestedFilename()).toBe(`${p}-${a}-opinions.jws`);
  }, 300_000);

  it('are read by an officer, who is offered none to give, in English, and the auditor’s figure stands beside the platform’s', async () => {
    const auditor = (await newPerson(admin, 'li', 'auditor', [`project:${p}`]));
    const { statement } = await auditor.call('listOpinions', { params: { p, a } });
    const figures = [{ indicator: 'connected-equipment', value: 2, unit: '台', source: '清点表', explanation: '一台未接入' }];
    await auditor.call('giveOpinion', { params: { p, a }, body: { statement, conclusion: 'disagrees', text: '清点为 2 台', figures } });
    const visit = await visitors.visit('officer', `/projects/${p}/assessments`, { locale: 'en-US' });
    const { page } = visit;
    await page.getByText('Auditors’ opinions: 2, disagreeing: 1').waitFor();
    await opened(page, `Auditors’ opinions on ${a}`);
    const table = page.getByRole('table', { name: `Auditors’ opinions on ${a}` });
    await table.locator('tbody tr').nth(2).waitFor();
    expect(await table.locator('tbody tr').nth(2).innerText()).toMatch(/disagrees[\s\S]*2 units \(platform 0 units\)[\s\S]*by li,/);
    expect([await page.getByRole('button', { name: 'Give an opinion' }).count(), await visit.obstacles()]).toEqual([0, []]);
    await page.goto(`${platform.http}/projects/${p}/evidence`);
    const figureRow = page.locator('#figures tbody tr').first();
    await figureRow.waitFor();
    expect(await figureRow.innerText()).toMatch(/audited[\s\S]*2 units[\s\S]*一台未接入（清点表）[\s\S]*accepted[\s\S]*li/);
    expect(await figureRow.getByRole('button').count()).toBe(0);
  }, 300_000);
});
