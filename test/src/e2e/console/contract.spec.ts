import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { PERIOD, PROJECT, UNIT } from '../../platform-under-test/workshop.js';
import { hasBrowser, launchBrowser } from './browser.js';
import { Visitors } from './visitors.js';

const whenThereIsABrowser = hasBrowser('default targets and contracts in the console') ? describe : () => undefined;

const p = PROJECT.id;
const BATCH = '2018-1';
const DOCUMENT = { number: '津科规〔2018〕1号', title: '管理办法', validFrom: '2018-01-01', batches: [BATCH, '2018-2'] };
const [NETWORKED, APPLICATIONS] = ['车间智能化设备联网率', '申请自主核心知识产权数（件）'] as const;
const asAdmin = { password: ADMINISTRATOR.password };

/** From what a programme demands to what a project promises, and what is below it. Each step stands on the ones before. */
whenThereIsABrowser('default targets and contracts in the console, on a real platform', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: ApiClient;
  let visitors: Visitors;

  beforeAll(async () => {
    [{ platform, admin }, browser] = await Promise.all([startWithAdministrator({ devices: 1 }), launchBrowser()]);
    visitors = new Visitors(browser, platform.http);
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    const settings = await admin.call('readProgrammeSettings', { params: { g: 'P1' } });
    await admin.call('saveProgrammeSettings', { params: { g: 'P1' }, body: { ...settings, ruleDocuments: [DOCUMENT] } });
    await admin.call('createProject', { body: PROJECT });
    await newPerson(admin, 'officer', 'officer', ['programme:P1']);
    await newPerson(admin, 'member', 'member', [`project:${p}`]);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await platform.dispose();
  });
  afterEach(() => visitors.leave());

  const settings = () => admin.call('readProgrammeSettings', { params: { g: 'P1' } });
  const targetRow = (page: Page, name: string): Locator => page.locator('#targets').getByRole('row', { name: new RegExp(`^${name.replace(/[（）]/g, '.')}`) });

  it('a default below the document is refused at its field, then allowed by an approval, and said', async () => {
    const page = await visitors.as(ADMINISTRATOR.username, '/administration', asAdmin);
    await targetRow(page, NETWORKED).getByText('≥ 70 %').waitFor();
    await page.getByRole('button', { name: `设定“${NETWORKED}”的默认目标` }).click();
    const form = page.getByRole('form', { name: `设定“${NETWORKED}”的默认目标` });
    await form.getByLabel('目标值（%）').fill('65');
    await form.getByRole('button', { name: '设定' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/低于文件要求（70 %），须有批准文号[\s\S]*approval-required/);
    expect(await form.getByLabel('批准文号').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('批准文号').fill('津科〔2018〕9号');
    await form.getByLabel('限定批次').fill('2018-2');
    await form.getByRole('button', { name: '设定' }).click();
    await page.getByText(`“${NETWORKED}”的默认目标已设定`).waitFor();
    expect(await targetRow(page, NETWORKED).innerText()).toMatch(/≥ 70 %[\s\S]*文件/);
    await page.getByLabel('批次', { exact: true }).selectOption('2018-2');
    await targetRow(page, NETWORKED).getByText('≥ 65 %').waitFor();
    expect(await targetRow(page, NETWORKED).innerText()).toMatch(/低于原定目标 70 %[\s\S]*津科〔2018〕9号[\s\S]*计划[\s\S]*限批次 2018-2/);
  });

  it('a default is raised and set back; other settings that are saved leave the targets as they are', async () => {
    const page = await visitors.as(ADMINISTRATOR.username, '/administration', { ...asAdmin, width: 360 });
    await page.getByRole('button', { name: `设定“${APPLICATIONS}”的默认目标` }).click();
    const form = page.getByRole('form', { name: `设定“${APPLICATIONS}”的默认目标` });
    await form.getByLabel('目标值（件）').fill('5');
    await form.getByLabel('条款').fill('津科规〔2018〕1号 附件');
    await form.getByLabel('条款').press('Enter');
    await page.getByText(`“${APPLICATIONS}”的默认目标已设定`).waitFor();
    await page.getByRole('button', { name: '修改设置' }).click();
    const other = page.getByRole('form', { name: '修改设置' });
    await other.getByLabel('申请验收').fill('60');
    await other.getByRole('button', { name: '修改设置' }).click();
    await page.getByText('设置已保存').waitFor();
    expect(await settings()).toMatchObject({ dayCounts: { apply: 60 }, targets: [{ value: 65, batches: ['2018-2'] }, { value: 5 }] });
    await page.getByLabel('批次', { exact: true }).selectOption('2018-2');
    await page.getByRole('button', { name: `“${NETWORKED}”恢复文件要求` }).click();
    await page.getByText(`“${NETWORKED}”已恢复文件要求`).waitFor();
    expect((await settings()).targets).toMatchObject([{ indicator: 'ip-applications', value: 5 }]);
  });

  it('an officer reads the defaults and changes none; a member sees nothing of the programme', async () => {
    const page = await visitors.as('officer', '/administration');
    await targetRow(page, NETWORKED).waitFor();
    expect(await page.locator('#targets').getByRole('button').count()).toBe(0);
    const member = await visitors.as('member', `/projects/${p}/contract`);
    await member.getByText('请由管理人员录入任务书').waitFor();
    expect(await member.locator('main').getByRole('button').count()).toBe(0);
  });

  it('a contract is drafted from the defaults; what is lowered and left out is told before it is submitted', async () => {
    const visit = await visitors.visit('officer', `/projects/${p}/progress`, { width: 360 });
    const { page } = visit;
    await page.getByRole('link', { name: '起草任务书' }).click();
    await page.getByRole('button', { name: '起草任务书' }).click();
    const form = page.getByRole('form', { name: '起草任务书' });
    await form.getByLabel('方向').selectOption('P1.1.1');
    await form.getByLabel('批次').selectOption(BATCH);
    const networked = form.getByRole('group', { name: `指标“${NETWORKED}”` });
    await networked.getByText('默认目标 ≥ 70 %').waitFor();
    expect(await form.getByRole('group', { name: `指标“${APPLICATIONS}”` }).getByLabel('目标值（件）').inputValue()).toBe('5');
    expect(await form.getByRole('status').innerText()).toContain('没有低于默认目标的指标');
    await networked.getByLabel('目标值（%）').fill('60');
    await networked.getByText('低于默认目标 70 % · 未经批准调整').waitFor();
    await form.getByRole('button', { name: `删除指标“${APPLICATIONS}”` }).click();
    expect(await form.getByRole('status').innerText()).toMatch(/低于默认目标 1 项，其中 1 项无批准文号[\s\S]*漏列的默认指标：申请自主核心知识产权数/);
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    await form.getByLabel('考核时段：首日').fill(PERIOD.from.slice(0, 10));
    await form.getByLabel('考核时段：末日（含）').fill('2001-01-01');
    await form.getByLabel('联网判定阈值（%）').fill('80');
    await form.getByLabel('平台数据完整率下限（%）').fill('57');
    await form.getByRole('group', { name: '单位 1' }).getByLabel('名称').fill(UNIT);
    await form.getByLabel('班次').fill('08:00-09:00');
    await form.getByRole('button', { name: '提交任务书' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/结束须晚于开始/);
    expect(await form.getByLabel('考核时段：末日（含）').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('考核时段：末日（含）').fill(PERIOD.soon.slice(0, 10));
    await form.getByRole('button', { name: '提交任务书' }).click();
    await page.getByText('任务书第 1 版已生效').waitFor();
    const { contract } = await admin.call('readProject', { params: { p } });
    expect(contract).toMatchObject({ direction: 'P1.1.1', batch: BATCH, networkedThreshold: 0.8, minimumPlatformCoverage: 0.57, units: [{ name: UNIT, role: 'lead' }], plannedTime: { shifts: [{ start: '08:00', end: '09:00' }] } });
    expect(contract?.targets.find(({ indicator }) => indicator === 'networked-device-ratio')).toMatchObject({ value: 60 });
  });

  it('a lowered target is said wherever it stands, until it has its approval; the change has one too and is kept', async () => {
    const member = await visitors.as('member', `/projects/${p}/contract`);
    await member.locator('#contract').getByText('未经批准调整，低于原定目标 70 %').waitFor();
    const officer = await visitors.as('officer', '/');
    await officer.getByText('未经批准调整，低于原定目标 70 %').first().waitFor();
    await officer.goto(`${platform.http}/projects/${p}/contract`);
    await officer.getByRole('button', { name: '变更任务书' }).click();
    const form = officer.getByRole('form', { name: '变更任务书' });
    await form.getByRole('group', { name: `指标“${NETWORKED}”` }).getByLabel('降低目标的批准文号').fill('津科〔2019〕2号');
    expect(await form.getByLabel('批准文号', { exact: true }).getAttribute('required')).not.toBeNull();
    await form.getByLabel('批准文号', { exact: true }).fill('津科〔2019〕3号');
    await form.getByRole('button', { name: '提交变更' }).click();
    await officer.getByText('任务书第 2 版已生效').waitFor();
    expect(await officer.locator('#versions tbody').innerText()).toMatch(/第 2 版[\s\S]*车间智能化设备联网率：≥ 60 % → ≥ 60 % · 津科〔2019〕2号[\s\S]*津科〔2019〕3号[\s\S]*officer[\s\S]*第 1 版[\s\S]*首次录入/);
    await member.reload();
    await member.locator('#contract').getByText(/^低于原定目标 70 %/).waitFor();
  });

  it('a stock figure gets a window of its own, energy its coal factors with kind and paper; what is refused is said where it stands', async () => {
    const visit = await visitors.visit('officer', `/projects/${p}/contract`, { width: 360 });
    const { page } = visit;
    await page.getByRole('button', { name: '变更任务书' }).click();
    const form = page.getByRole('form', { name: '变更任务书' });
    const networked = form.getByRole('group', { name: `指标“${NETWORKED}”` });
    await networked.getByLabel('本指标时段：首日').fill(`${Number(PERIOD.from.slice(0, 4)) - 1}-06-01`);
    await networked.getByLabel('本指标时段：末日（含）').fill(PERIOD.from.slice(0, 10));
    await form.getByRole('button', { name: '增加折标煤系数' }).click();
    const factor = form.getByRole('group', { name: '折标煤系数 1' });
    for (const [label, value] of Object.entries({ '设备编号': 'lathe-1', '测点': 'gas', '折标煤系数（kgce/单位）': '0' })) await factor.getByLabel(label).fill(value);
    await factor.getByLabel('能源种类').selectOption('natural-gas');
    await form.getByLabel('空气质量标准').selectOption('HJ 633-2026');
    await form.getByLabel('批准文号', { exact: true }).fill('津科〔2019〕4号');
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    const refused = async (text: RegExp): Promise<void> => {
      await form.getByRole('button', { name: '提交变更' }).click();
      await form.getByRole('alert').filter({ hasText: text }).waitFor();
    };
    await refused(/定义|definition|invalid/);
    expect(await form.getByLabel('定义').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('定义').selectOption('reduction');
    await refused(/contract\.energy\.factors\[0\]\.kgcePerUnit/);
    await factor.getByLabel('折标煤系数（kgce/单位）').fill('1.4');
    await refused(/须在考核时段之内[\s\S]*contract\.targets\[\d+\]\.window/);
    await networked.getByLabel('本指标时段：首日').fill(PERIOD.from.slice(0, 10));
    await form.getByRole('button', { name: '提交变更' }).click();
    await page.getByText('任务书第 3 版已生效').waitFor();
    expect(await page.locator('#contract').innerText()).toMatch(/单位产品能耗降低率[\s\S]*lathe-1 gas 1\.4 kgce\/单位 · 天然气[\s\S]*HJ 633-2026[\s\S]*本指标时段/);
    const { contract } = await admin.call('readProject', { params: { p } });
    expect(contract).toMatchObject({ energy: { definition: 'reduction', factors: [{ device: 'lathe-1', metric: 'gas', kgcePerUnit: 1.4, carrier: 'natural-gas' }] }, environment: { airStandard: 'HJ 633-2026' } });
    expect(contract?.targets.find(({ indicator }) => indicator === 'networked-device-ratio')?.window).toBeDefined();
    expect(await page.locator('#versions tbody tr').first().innerText()).toMatch(/能源定义[\s\S]*环境标准|环境标准[\s\S]*能源定义/);
  });

  it('a project is created by an officer of the programme from the portfolio, which leads to its contract; nobody else is offered it', async () => {
    const visit = await visitors.visit('officer', '/', { width: 360 });
    const { page } = visit;
    await page.getByRole('button', { name: '新建项目' }).click();
    const form = page.getByRole('form', { name: '新建项目' });
    expect(await form.getByLabel('所属专项').inputValue()).toBe('P1');
    for (const [label, value] of Object.entries({ '项目编号': p, '中文名称': '第二车间', '英文名称': 'second workshop', '接收数据自': '2025-10-01' })) await form.getByLabel(label).fill(value);
    await form.getByLabel('时区').selectOption('Asia/Urumqi');
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    await form.getByRole('button', { name: '新建项目' }).click();
    await form.getByRole('alert').waitFor();
    expect([await form.getByLabel('项目编号').getAttribute('aria-invalid'), await form.getByRole('alert').innerText()]).toEqual(['true', expect.stringMatching(/duplicate/)]);
    await form.getByLabel('项目编号').fill('workshop-2');
    await form.getByRole('button', { name: '新建项目' }).click();
    await page.getByRole('heading', { name: '第二车间' }).waitFor();
    await page.getByRole('button', { name: '起草任务书' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/projects/workshop-2/contract');
    expect(await admin.call('readProject', { params: { p: 'workshop-2' } })).toMatchObject({ programme: 'P1', nameEn: 'second workshop', zone: 'Asia/Urumqi', acceptedFrom: expect.stringMatching(/^2025-09-30T18:00/), demonstration: false, unknownMetric: 'quarantine', contract: null });
    await page.getByRole('link', { name: '返回项目总览' }).click();
    await page.getByRole('link', { name: '第二车间' }).waitFor();
    const member = await visitors.as('member', '/');
    await member.locator('.project-heading').first().waitFor();
    expect(await member.getByRole('button', { name: '新建项目' }).count()).toBe(0);
  });
});
