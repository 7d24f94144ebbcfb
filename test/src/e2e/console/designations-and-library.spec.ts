import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PROJECT, evidenceForm } from '../../platform-under-test/workshop.js';
import { hasBrowser, launchBrowser } from './browser.js';
import { Visitors } from './visitors.js';

const whenThereIsABrowser = hasBrowser('designations and the library in the console') ? describe : () => undefined;

const params = { p: PROJECT.id };
const PARK = '静海智能农业园区';

whenThereIsABrowser('designations and the project library in the console, on a real platform', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let [admin, member] = [] as unknown as [ApiClient, ApiClient];
  let visitors: Visitors;

  beforeAll(async () => {
    [{ platform, admin }, browser] = await Promise.all([startWithAdministrator({ devices: 1 }), launchBrowser()]);
    visitors = new Visitors(browser, platform.http);
    for (const id of ['P3', 'P4']) await admin.call('createProgramme', { body: { id, nameZh: `计划 ${id}`, nameEn: `programme ${id}` } });
    await admin.call('createProject', { body: { ...PROJECT, programme: 'P3', contract: { ...CONTRACT, direction: 'P3.agriculture' } } });
    for (const [id, role, scope] of [['officer', 'officer', 'programme:P3'], ['auditor', 'auditor', 'programme:P4'], ['recommender', 'officer', 'programme:P4'], ['decider', 'officer', 'programme:P4']] as const) await newPerson(admin, id, role, [scope]);
    member = await newPerson(admin, 'member', 'member', [`project:${PROJECT.id}`]);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await platform.dispose();
  });
  afterEach(() => visitors.leave());

  const progress = `/projects/${PROJECT.id}/progress`;
  const parks = (page: Page): Locator => page.getByRole('table', { name: '示范项目、园区与企业计数' }).locator('tbody', { hasText: '智能农业示范园区' });
  /** Waits for the count on the page of the whole programme, which is reached by the links of the console, and comes back. */
  async function expectCount(page: Page, wanted: RegExp): Promise<void> {
    await page.getByRole('link', { name: '返回项目总览' }).click();
    await parks(page).filter({ hasText: wanted }).waitFor();
    await page.goBack();
    await page.locator('#designations').waitFor();
  }

  it('a designation waits for its document, then counts in the portfolio until it is ended', async () => {
    const visit = await visitors.visit('officer', progress, { width: 360 });
    const { page } = visit;
    await page.getByText('还没有登记认定；从未登记不等于零。').waitFor();
    await expectCount(page, /—[\s\S]*数据不足/);
    await page.getByRole('button', { name: '登记认定' }).click();
    const form = page.getByRole('form', { name: '登记认定' });
    await form.getByText('没有可用的文件：请由他人在“佐证”页上传认定文件').waitFor();
    for (const [id, title] of [['naming', '认定文件'], ['ending', '终止文件']] as const) {
      await member.call('submitEvidence', { params, body: evidenceForm(`${id}.pdf`, id, { title, kind: 'paper', id }) });
      await admin.call('decideEvidence', { params: { ...params, e: id }, body: { decision: 'accept', originalSeen: true } });
    }
    await page.reload();
    await page.getByRole('button', { name: '登记认定' }).click();
    await form.getByLabel('认定类别').selectOption('agriculture-park');
    await form.getByLabel('认定对象').fill(PARK);
    await form.getByLabel('认定文件文号').fill('津农〔2024〕12号');
    await form.getByLabel('认定文件日期').fill('2099-01-01');
    await form.getByRole('combobox', { name: '认定文件', exact: true }).selectOption('naming');
    await form.getByRole('button', { name: '登记认定' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/日期晚于今天，请核对/);
    expect(await form.getByLabel('认定文件日期').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('认定文件日期').fill('2024-03-01');
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    await form.getByRole('button', { name: '登记认定' }).click();
    await page.getByText(`已登记“${PARK}”的认定`).waitFor();
    expect(await page.locator('#designations tbody').innerText()).toMatch(/静海智能农业园区[\s\S]*智能农业示范园区[\s\S]*津农〔2024〕12号[\s\S]*2024-03-01[\s\S]*officer[\s\S]*在列/);
    await expectCount(page, /\b1 个[\s\S]*未达标/);

    await page.getByRole('button', { name: `登记“${PARK}”的认定终止` }).click();
    const end = page.getByRole('form', { name: `登记“${PARK}”的认定终止` });
    await end.getByLabel('终止文件文号').fill('津农〔2026〕3号');
    await end.getByLabel('终止文件日期').fill('2024-02-01');
    await end.getByRole('combobox', { name: '终止文件', exact: true }).selectOption('ending');
    await end.getByLabel('终止原因').fill('复核未通过');
    await end.getByRole('button', { name: '登记终止' }).click();
    expect(await end.getByRole('alert').innerText()).toMatch(/不得早于认定文件的日期/);
    await end.getByLabel('终止文件日期').fill('2026-02-01');
    await end.getByRole('button', { name: '登记终止' }).click();
    await page.getByText(`已登记“${PARK}”的认定终止`).waitFor();
    expect(await page.locator('#designations tbody').innerText()).toMatch(/已终止[\s\S]*津农〔2026〕3号[\s\S]*复核未通过/);
    await expectCount(page, /\b0 个[\s\S]*已终止 1/);
  });

  it('a member reads the designations, in English too, and records none', async () => {
    const page = await visitors.as('member', progress, { locale: 'en-US' });
    expect(await page.locator('#designations tbody').innerText()).toMatch(/smart agriculture demonstration park[\s\S]*ended/);
    expect(await page.locator('#designations').getByRole('button').count()).toBe(0);
  });

  async function recommend(page: Page, id: string, change: Readonly<Record<string, string>> = {}): Promise<Locator> {
    await page.getByRole('button', { name: '推荐入库' }).first().click();
    const form = page.getByRole('form', { name: '推荐入库' });
    const fields = { '编号': id, '批次': '2018', '中文名称': `项目 ${id}`, '英文名称': `project ${id}`, '地区': '天津市', '申报单位名称': '某公司', '申报单位统一社会信用代码': '91120000MA0000000X', ...change };
    await form.getByLabel('类别').selectOption('application');
    await form.getByLabel('领域').selectOption('smart-manufacturing');
    await form.getByLabel('推荐单位', { exact: true }).selectOption('group');
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: label !== '编号' }).fill(value);
    await form.getByRole('button', { name: '推荐入库' }).click();
    return form;
  }

  it('an administrator registers who may recommend, and gives it another name; nobody else does', async () => {
    const officer = await visitors.as('recommender', '/library');
    await officer.getByText('还没有登记推荐单位，暂不能推荐').waitFor();
    await officer.getByRole('button', { name: '推荐入库' }).click();
    await officer.getByText('还没有登记推荐单位：请先由系统管理员在本页登记').waitFor();
    const visit = await visitors.visit(ADMINISTRATOR.username, '/library', { width: 360, password: ADMINISTRATOR.password });
    const { page } = visit;
    const register = async (id: string, name: string): Promise<Locator> => {
      await page.getByRole('button', { name: '登记推荐单位' }).first().click();
      const form = page.getByRole('form', { name: '登记推荐单位' });
      await form.getByLabel('名称').fill(name);
      await form.getByLabel('类型').selectOption('central-enterprise');
      await form.getByLabel('编号').fill(id);
      await form.getByRole('button', { name: '登记推荐单位' }).click();
      return form;
    };
    await register('group', '某集团公司');
    await page.getByText('已登记推荐单位“某集团公司”').waitFor();
    const again = await register('group-2', '某集团公司');
    await again.getByRole('alert').waitFor();
    expect([await again.getByLabel('名称').getAttribute('aria-invalid'), await again.getByRole('alert').innerText()]).toEqual(['true', expect.stringMatching(/同类推荐单位中已有此名称/)]);
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    await again.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '更改“某集团公司”的名称' }).click();
    const rename = page.getByRole('form', { name: '更改“某集团公司”的名称' });
    await rename.getByLabel('名称').fill('某集团');
    await rename.getByRole('button', { name: '更名' }).click();
    await page.getByText('推荐单位已更名为“某集团”').waitFor();
    expect(await page.locator('#recommenders tbody').innerText()).toMatch(/某集团\s[\s\S]*group[\s\S]*中央企业集团[\s\S]*admin/);
    await officer.reload();
    await officer.locator('#recommenders').getByRole('row', { name: /某集团/ }).waitFor();
    expect(await officer.locator('#recommenders').getByRole('button').count()).toBe(0);
  });

  it('projects are recommended within the quota, which shows how much of it is used', async () => {
    const visit = await visitors.visit('recommender', '/library', { width: 360 });
    const { page } = visit;
    await page.getByText('还没有推荐').waitFor();
    const form = await recommend(page, 'iot-1', { '申报单位统一社会信用代码': '123' });
    await form.getByRole('alert').waitFor();
    expect(await form.getByLabel('申报单位统一社会信用代码').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('申报单位统一社会信用代码').fill('91120000MA0000000X');
    await form.getByRole('button', { name: '推荐入库' }).click();
    await page.getByText('已推荐“项目 iot-1”').waitFor();
    await recommend(page, 'iot-2');
    await page.getByText('已推荐“项目 iot-2”').waitFor();
    expect(await page.locator('#quotas tbody').innerText()).toMatch(/某集团[\s\S]*中央企业集团[\s\S]*2018[\s\S]*2 \/ 6[\s\S]*余 4 项/);
    const third = await recommend(page, 'iot-3');
    expect(await third.getByRole('alert').innerText()).toMatch(/同一法人单位不超过 2 项，本批次已有 2 项[\s\S]*quota-exceeded/);
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
  });

  it('whoever recommended does not select; what is selected is promoted, and then everybody’s to see', async () => {
    const recommender = await visitors.as('recommender', '/library');
    const decide = async (page: Page, to: string, fields: Readonly<Record<string, string>> = {}): Promise<Locator> => {
      await page.getByRole('button', { name: '登记“项目 iot-1”的结果' }).click();
      const form = page.getByRole('form', { name: '登记“项目 iot-1”的结果' });
      await form.getByLabel('结果', { exact: true }).selectOption(to);
      for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
      await form.getByRole('button', { name: '登记结果' }).click();
      return form;
    };
    await decide(recommender, 'in-review');
    await recommender.getByText('“项目 iot-1”：专家评审中').waitFor();
    const refused = await decide(recommender, 'selected', { '公布名单文号': '名单 1 号' });
    expect(await refused.getByRole('alert').innerText()).toMatch(/不得由推荐人本人决定是否入选/);
    const decider = await visitors.as('decider', '/library');
    const selection = await decide(decider, 'selected');
    expect(await selection.getByLabel('公布名单文号').getAttribute('required')).not.toBeNull();
    await selection.getByLabel('公布名单文号').fill('名单 1 号');
    await selection.getByRole('button', { name: '登记结果' }).click();
    await decider.getByText('“项目 iot-1”：入选').waitFor();
    const outsider = await visitors.as('member', '/library');
    await outsider.getByText('库中还没有您可以查看的项目').waitFor();
    await decider.getByRole('button', { name: '登记“项目 iot-1”的推广' }).click();
    const promotion = decider.getByRole('form', { name: '登记“项目 iot-1”的推广' });
    for (const [label, value] of Object.entries({ '日期': '2018-10-01', '形式': '现场会', '地点': '滨海新区' })) await promotion.getByLabel(label).fill(value);
    await promotion.getByLabel('地点').press('Enter');
    await decider.getByText('已登记“项目 iot-1”的推广').waitFor();
    expect(await decider.getByRole('row', { name: /项目 iot-1/ }).innerText()).toMatch(/已推广[\s\S]*入选 · 名单 1 号[\s\S]*2018-10-01 现场会 · 滨海新区/);
    await outsider.reload();
    await outsider.getByRole('row', { name: /项目 iot-1/ }).waitFor();
    expect([await outsider.getByRole('button', { name: /推荐入库|登记/ }).count(), await outsider.locator('#quotas, #recommenders').count()]).toEqual([0, 0]);
    const auditor = await visitors.as('auditor', '/library');
    await auditor.locator('#quotas tbody tr').first().waitFor();
    expect(await auditor.getByRole('button', { name: /推荐入库|登记/ }).count()).toBe(0);
  });
});
