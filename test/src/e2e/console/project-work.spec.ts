import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { workbook } from '../../platform-under-test/workbook.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, UNIT } from '../../platform-under-test/workshop.js';
import { hasBrowser, launchBrowser } from './browser.js';
import type { VisitOptions } from './browser.js';
import { Visitors } from './visitors.js';

const whenThereIsABrowser = hasBrowser('work on a project in the console') ? describe : () => undefined;

const p = PROJECT.id;
const params = { p };
/** Of one run, also when it goes on past midnight. */
const BEGUN = systemClock.now();
const day = (offset: number): string => formatIsoMicros(BEGUN + offset * MICROS_PER_DAY).slice(0, 10);
const paper = (content: string) => ({ name: '标准文本.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
const ledger = (...rows: readonly (readonly string[])[]) => ({ name: '固定资产.xlsx', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(workbook([['资产编号', '资产名称', '资产类别', '使用状态'], ...rows])) });

whenThereIsABrowser('work on a project in the console, on a real platform', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: ApiClient;
  let visitors: Visitors;

  beforeAll(async () => {
    [{ platform, admin }, browser] = await Promise.all([startWithAdministrator({ devices: 1 }), launchBrowser()]);
    visitors = new Visitors(browser, platform.http);
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    for (const [id, role, scope] of [['officer', 'officer', 'programme:P1'], ['member', 'member', `project:${p}`], ['auditor', 'auditor', `project:${p}`]] as const) await newPerson(admin, id, role, [scope]);
    await admin.call('saveClass', { params, body: CLASS });
    for (const number of [1, 2]) await admin.call('createDevice', { params, body: { ...DEVICE, id: `lathe-${number}`, assetNumber: `A-${number}`, controllerSerial: `C-${number}` } });
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await platform.dispose();
  });
  afterEach(() => visitors.leave());

  /** A page of the project as one person sees it. */
  const as = (person: string, path: string, options?: VisitOptions): Promise<Page> => visitors.as(person, `/projects/${p}${path}`, options);
  const indicatorRow = (page: Page): Locator => page.locator('#indicators').getByRole('row', { name: /任务书 三\(二\)/ });

  describe('evidence', () => {
    it('is refused at the very field, uploaded by a member, accepted by an officer, and counts', async () => {
      const member = await as('member', '/evidence');
      await member.getByRole('button', { name: '上传佐证' }).click();
      const form = member.getByRole('form', { name: '上传佐证' });
      await form.getByLabel('文件').setInputFiles(paper('the text of a standard'));
      await form.getByLabel('名称').fill('团体标准');
      await form.getByLabel('对应指标').selectOption('standards');
      await form.getByText('该指标只计：标准').waitFor();
      await form.getByLabel('类别').selectOption('standard');
      await form.getByLabel('编号').fill('T/TJIM 001—2026');
      await form.getByLabel('申请人或权利人').selectOption(UNIT);
      await form.getByLabel('出具单位').fill('天津市智能制造协会');
      await form.getByLabel('法律状态').selectOption('published');
      await form.getByLabel('日期').fill('2001-01-01');
      await form.getByRole('button', { name: '上传佐证' }).click();
      const fault = form.getByRole('alert');
      await fault.waitFor();
      expect(await fault.innerText()).toMatch(/不在项目期内.*outside-term/);
      const date = form.getByLabel('日期');
      const described = (await date.getAttribute('aria-describedby'))?.split(' ').at(-1);
      expect([await date.getAttribute('aria-invalid'), await form.locator(`[id="${described}"]`).getAttribute('role')]).toEqual(['true', 'alert']);
      await form.getByLabel('日期').fill(PERIOD.from.slice(0, 10));
      await form.getByRole('button', { name: '上传佐证' }).click();
      await member.getByText('已上传“团体标准”，待管理人员采纳').waitFor();
      expect(await member.locator('#evidence tbody').innerText()).toMatch(/T\/TJIM 001—2026[\s\S]*待采纳[\s\S]*member/);
      expect([await member.getByRole('button', { name: /处理/ }).count(), await member.getByRole('heading', { name: /疑点线索/ }).count()]).toEqual([0, 0]);
      await member.getByRole('link', { name: '指标', exact: true }).click();
      await indicatorRow(member).getByText('待补充佐证').waitFor();
      expect(await indicatorRow(member).innerText()).toMatch(/\b0 项/);

      const officer = await as('officer', '/evidence');
      await officer.getByRole('button', { name: '处理“团体标准”' }).click();
      await officer.getByLabel('已核对原件').check();
      await officer.getByRole('button', { name: '采纳', exact: true }).click();
      await officer.getByText('“团体标准”已采纳').waitFor();
      expect(await officer.locator('#evidence tbody').innerText()).toMatch(/已采纳[\s\S]*officer 决定[\s\S]*officer 已核对原件/);
      await officer.getByRole('link', { name: '指标', exact: true }).click();
      await indicatorRow(officer).getByText('达标', { exact: true }).waitFor();
      expect(await indicatorRow(officer).innerText()).toMatch(/\b1 项/);
      const [download] = await Promise.all([officer.waitForEvent('download'), officer.goBack().then(() => officer.getByRole('link', { name: '下载 标准文本.pdf' }).click())]);
      expect(download.suggestedFilename()).toBe('标准文本.pdf');
    });

    it('of one’s own is for somebody else to decide; an auditor is offered nothing', async () => {
      const officer = await as('officer', '/evidence', { locale: 'en-US' });
      await officer.getByRole('button', { name: 'Upload evidence' }).click();
      const form = officer.getByRole('form', { name: 'Upload evidence' });
      await form.getByLabel('File').setInputFiles(paper('minutes of the meeting'));
      await form.getByLabel('Title').fill('Minutes');
      await form.getByLabel('Kind').selectOption('acceptance');
      await form.getByRole('button', { name: 'Upload evidence' }).click();
      await officer.getByText('“Minutes” is uploaded').waitFor();
      const row = officer.getByRole('row', { name: /^Minutes/ });
      await row.getByText('yours: somebody else decides').waitFor();
      const auditor = await as('auditor', '/evidence');
      await auditor.getByRole('heading', { name: '填报数值' }).waitFor();
      await auditor.locator('#evidence tbody tr').first().waitFor();
      expect(await auditor.getByRole('main').getByRole('button').evaluateAll((buttons) => buttons.map(({ textContent }) => textContent).filter((text) => /上传|处理|采纳$|退回$|填报/.test(text ?? '')))).toEqual([]);
    });

    it('comes into another legal state that a member states with its proof and an officer decides; every step stays', async () => {
      const label = '申报“团体标准”的法律状态变更';
      const state = async (page: Page, to: string, at: string): Promise<Locator> => {
        await page.getByRole('button', { name: label }).click();
        const form = page.getByRole('form', { name: label });
        await form.getByLabel('变更为').selectOption({ label: to });
        await form.getByLabel('自何日起').fill(at);
        await form.getByLabel('证明材料').selectOption({ label: 'Minutes' });
        await form.getByRole('button', { name: '申报状态变更' }).click();
        return form;
      };
      const decide = async (decision: string, note: string): Promise<Page> => {
        const page = await as('officer', '/evidence');
        await page.getByRole('button', { name: '处理“团体标准”的法律状态变更' }).click();
        const form = page.getByRole('form', { name: '处理“团体标准”的法律状态变更' });
        await form.getByLabel('决定').selectOption(decision);
        await form.getByLabel('意见').fill(note);
        await form.getByRole('button', { name: '处理状态变更' }).click();
        return page;
      };
      const member = await as('member', '/evidence');
      const steps = (page: Page): Locator => page.getByRole('list', { name: '“团体标准”的历次法律状态' }).getByRole('listitem');
      const form = await state(member, '失效', '2001-01-01');
      await form.getByRole('alert').waitFor();
      expect([await form.getByLabel('自何日起').getAttribute('aria-invalid'), await form.getByRole('alert').innerText()]).toEqual(['true', expect.stringMatching(/早于其前一状态的日期/)]);
      await form.getByLabel('自何日起').fill(day(0));
      await form.getByRole('button', { name: '申报状态变更' }).click();
      await member.getByText('已申报“团体标准”的法律状态变更，待他人决定').waitFor();
      expect(await steps(member).allInnerTexts()).toEqual([expect.stringMatching(/失效[\s\S]*待采纳[\s\S]*Minutes[\s\S]*member/), expect.stringMatching(/发布[\s\S]*材料所载/)]);
      expect(await member.getByRole('button', { name: /团体标准/ }).count()).toBe(0);

      await (await decide('reject', '证明与材料无关')).getByText('“团体标准”的法律状态变更已退回').waitFor();
      await member.reload();
      await state(member, '上线', day(0));
      await member.getByText('已申报“团体标准”的法律状态变更，待他人决定').waitFor();
      const officer = await decide('accept', '已核对');
      await officer.getByText('“团体标准”的法律状态变更已采纳').waitFor();
      expect(await steps(officer).allInnerTexts()).toEqual([expect.stringMatching(/上线[\s\S]*已采纳[\s\S]*officer[\s\S]*已核对/), expect.stringMatching(/失效[\s\S]*已退回[\s\S]*证明与材料无关/), expect.stringMatching(/发布/)]);
      await officer.getByRole('row', { name: /^团体标准[\s\S]*标准[\s\S]*上线/ }).waitFor();
      await state(officer, '失效', day(0));
      await officer.getByText('本人申报，须由他人决定').first().waitFor();
      expect(await officer.getByRole('button', { name: '处理“团体标准”的法律状态变更' }).count()).toBe(0);
      const auditor = await as('auditor', '/evidence');
      await steps(auditor).first().waitFor();
      expect(await auditor.locator('#evidence').getByRole('button', { name: /法律状态/ }).count()).toBe(0);
    });
  });

  it('a ledger is imported with its faulty line named, and its differences are read', async () => {
    const page = await as('member', '/ledger');
    await page.getByText('还没有导入固定资产台账').waitFor();
    await page.getByRole('button', { name: '导入固定资产台账' }).click();
    const form = page.getByRole('form', { name: '导入固定资产台账' });
    await form.getByLabel('台账文件').setInputFiles(ledger(['A-1', '车床', '机器设备', '丢了']));
    await form.getByRole('button', { name: '导入固定资产台账' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/#2 state/);
    await form.getByLabel('台账文件').setInputFiles(ledger(['A-1', '数控车床', '机器设备', '报废'], ['A-3', '加工中心', '机器设备', '闲置'], ['A-4', '办公电脑', '电子设备', '在用']));
    await form.getByRole('button', { name: '导入固定资产台账' }).click();
    await page.getByText('已导入第 1 版，共 3 项资产').waitFor();
    const balance = page.getByRole('group', { name: '按固定资产账对设备总数的影响' });
    expect((await balance.innerText()).split(/\s+/).slice(1)).toEqual(['设备台账', '2', '报废', '−1', '表有账无', '−1', '账有表无', '+1', '按固定资产账', '1']);
    await page.getByRole('button', { name: /^表有账无/ }).click();
    expect(await page.locator('#ledger tbody tr').allInnerTexts()).toMatchObject([expect.stringMatching(/表有账无[\s\S]*lathe-2[\s\S]*−1/)]);
  });

  it('a controller that is swapped shows its new secret once', async () => {
    const page = await as('member', '/devices');
    await page.getByRole('button', { name: '登记更换' }).click();
    const form = page.getByRole('form', { name: '登记更换' });
    await form.getByLabel('设备或网关').selectOption('lathe-2');
    await form.getByLabel('新编号').fill('C-1');
    await form.getByLabel('原因').fill('主板损坏');
    await form.getByRole('button', { name: '登记更换' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/duplicate/);
    await form.getByLabel('新编号').fill('C-9');
    await form.getByRole('button', { name: '登记更换' }).click();
    await page.getByText('新密钥，仅显示这一次').waitFor();
    expect((await page.locator('.secret code').innerText()).length).toBeGreaterThan(20);
    expect(await page.locator('#replacements tbody').innerText()).toMatch(/lathe-2[\s\S]*C-2 → C-9[\s\S]*主板损坏/);
    await page.getByRole('button', { name: '完成' }).click();
    expect(await page.locator('.secret').count()).toBe(0);
  });

  it('a device leaves service by its member with the date and the reason, and stays in the inventory; the date is put right', async () => {
    await admin.call('createDevice', { params, body: { ...DEVICE, id: 'lathe-3', assetNumber: 'A-3', controllerSerial: 'C-3', commissionedAt: `${day(-10)}T00:00:00+08:00` } });
    const page = await as('member', '/devices', { width: 360 });
    await page.getByRole('button', { name: '登记“lathe-3”停用' }).click();
    const form = page.getByRole('form', { name: '登记“lathe-3”停用' });
    await form.getByLabel('停用时间').fill(`${day(-11)}T08:00`);
    await form.getByLabel('停用原因').fill('已出售');
    await form.getByRole('button', { name: '登记停用' }).click();
    await form.getByRole('alert').waitFor();
    expect([await form.getByLabel('停用时间').getAttribute('aria-invalid'), await form.getByRole('alert').innerText()]).toEqual(['true', expect.stringMatching(/须晚于投用时间/)]);
    await form.getByLabel('停用时间').fill(`${day(-2)}T08:00`);
    await form.getByRole('button', { name: '登记停用' }).click();
    await page.getByText(`“lathe-3”自 ${day(-2)} 08:00 起停用`).waitFor();
    expect(await page.locator('#devices').getByRole('row', { name: /^lathe-3/ }).innerText()).toMatch(new RegExp(`已停用[\\s\\S]*自 ${day(-2)} 08:00 起停用[\\s\\S]*已出售`));
    await page.getByRole('button', { name: '更正“lathe-3”的停用时间与原因' }).click();
    const again = page.getByRole('form', { name: '更正“lathe-3”的停用时间与原因' });
    expect([await again.getByLabel('停用时间').inputValue(), await again.getByLabel('停用原因').inputValue()]).toEqual([`${day(-2)}T08:00`, '已出售']);
    await again.getByLabel('停用时间').fill(`${day(-3)}T08:00`);
    await again.getByRole('button', { name: '更正停用' }).click();
    await page.getByText(`“lathe-3”自 ${day(-3)} 08:00 起停用`).waitFor();
    expect((await admin.call('listDevices', { params })).items.find(({ id }) => id === 'lathe-3')).toMatchObject({ state: 'decommissioned', decommissionReason: '已出售' });
    const auditor = await as('auditor', '/devices');
    await auditor.locator('#devices').getByRole('row', { name: /^lathe-3/ }).getByText('已出售').waitFor();
    expect(await auditor.locator('#devices').getByRole('button', { name: /停用/ }).evaluateAll((buttons) => buttons.map(({ ariaPressed }) => ariaPressed))).toEqual(['false']);
  });

  it('a class gets limits with where they are written until the freeze, by its member; what is refused is said where it stands', async () => {
    const visit = await visitors.visit('member', `/projects/${p}/devices`, { width: 390 });
    const { page } = visit;
    const label = `修改类别“${CLASS.id}”`;
    await page.getByRole('button', { name: label }).click();
    const form = page.getByRole('form', { name: label });
    const metric = form.getByRole('group', { name: '测点 temperature' });
    expect([await metric.getByLabel('单位').inputValue(), await metric.getByLabel('有效上限').inputValue(), await metric.getByLabel('测点类别').inputValue()]).toEqual(['°C', '500', 'process']);
    expect([await visit.overflow(), await visit.obstacles()]).toEqual([0, []]);
    await metric.getByLabel('应保持不高于').fill('80');
    await form.getByRole('button', { name: '修改', exact: true }).click();
    await form.getByRole('alert').filter({ hasText: /metrics\[0\]\.limits\.basis/ }).waitFor();
    await metric.getByLabel('范围的依据').fill('操作规程 3.2');
    await form.getByRole('button', { name: '修改', exact: true }).click();
    await page.getByText(`类别“${CLASS.id}”已保存`).waitFor();
    expect(await page.locator('#classes tbody').innerText()).toMatch(/temperature ≤ 80 °C[\s\S]*操作规程 3\.2/);
    const [metrics] = [CLASS.metrics.map((one) => ({ ...one, limits: { high: 80, basis: '操作规程 3.2' } }))];
    expect((await admin.call('listClasses', { params })).items).toEqual([{ ...CLASS, metrics }]);

    await page.getByRole('button', { name: '增加设备类别' }).click();
    const other = page.getByRole('form', { name: '增加设备类别' });
    for (const [name, value] of Object.entries({ '类别编号': CLASS.id, '中文名称': '鱼塘', '英文名称': 'pond' })) await other.getByLabel(name).fill(value);
    await other.getByLabel('判定间隔（分钟）').selectOption('60');
    await other.getByRole('button', { name: '增加设备类别' }).click();
    await other.getByRole('alert').filter({ hasText: '已有该编号的设备类别' }).waitFor();
    await other.getByLabel('类别编号').fill('pond');
    await other.getByLabel('类别模板').locator('option[value=pond]').waitFor({ state: 'attached' });
    await other.getByLabel('类别模板').selectOption('pond');
    await other.getByRole('button', { name: '增加设备类别' }).click();
    await page.getByText('类别“pond”已保存').waitFor();
    const pond = (await admin.call('listClasses', { params })).items.find(({ id }) => id === 'pond');
    expect([pond?.template, pond?.judgingIntervalMinutes, (pond?.metrics.length ?? 0) > 3]).toEqual(['pond', 60, true]);

    const auditor = await as('auditor', '/devices');
    await auditor.locator('#classes').getByText('操作规程 3.2').waitFor();
    expect(await auditor.locator('#classes').getByRole('button').count()).toBe(0);
  });

  it('planned time of a class is taken back by an officer until the freeze, with its approval; a member sees it and is offered nothing', async () => {
    for (const scope of [`class:${CLASS.id}`, 'device:lathe-2']) await admin.call('saveCalendar', { params, body: { scope, plannedTime: { ...CONTRACT.plannedTime, shifts: [{ start: '20:00', end: '23:00' }] }, approval: '津科验〔2026〕10号' } });
    const member = await as('member', '/ledger');
    await member.locator('#calendars').getByRole('row', { name: /^设备类别/ }).getByText('20:00–23:00').waitFor();
    expect(await member.locator('#calendars').getByRole('button').count()).toBe(0);
    const visit = await visitors.visit('officer', `/projects/${p}/ledger`, { width: 390 });
    const { page } = visit;
    const label = `删除“class:${CLASS.id}”的计划时间`;
    await page.getByRole('button', { name: label }).click();
    const form = page.getByRole('form', { name: label });
    expect([await page.locator('#calendars').getByRole('button', { name: /^删除“project”/ }).count(), await visit.overflow(), await visit.obstacles()]).toEqual([0, 0, []]);
    await form.getByLabel('批准文号').fill('津科验〔2026〕11号');
    await form.getByRole('button', { name: '删除', exact: true }).click();
    await page.getByText(`“class:${CLASS.id}”的计划时间已删除，按上一级计`).waitFor();
    expect((await admin.call('readCalendar', { params })).items.map(({ scope }) => scope)).toEqual(['project', 'device:lathe-2']);
    await page.locator('#calendars').getByRole('row', { name: /^设备类别/ }).waitFor({ state: 'detached' });
  });

  it('a change of what is frozen is asked for with a reason and decided by somebody else', async () => {
    const officer = await as('officer', '/ledger');
    await officer.getByText('尚未冻结：台账可直接修改').waitFor();
    await officer.getByRole('button', { name: '设定冻结日期' }).click();
    await officer.getByRole('form').getByRole('button', { name: '设定冻结日期' }).click();
    await officer.getByText(/^已自 .* 起冻结$/).waitFor();

    const member = await as('member', '/ledger');
    await member.getByRole('button', { name: '申请变更' }).click();
    const form = member.getByRole('form', { name: '申请变更' });
    await form.getByRole('combobox', { name: '设备', exact: true }).selectOption('lathe-1');
    await form.getByLabel('智能设备', { exact: true }).uncheck();
    await form.getByLabel('原因', { exact: true }).fill('控制系统已拆除');
    await form.getByRole('button', { name: '申请变更' }).click();
    await member.getByText('变更申请已提交').waitFor();
    expect(await member.locator('#changes tbody').innerText()).toMatch(/lathe-1[\s\S]*智能设备: 是 → 否[\s\S]*控制系统已拆除/);
    expect(await member.getByRole('button', { name: /处理/ }).count()).toBe(0);

    await officer.reload();
    await officer.getByRole('button', { name: '处理“lathe-1”的变更' }).click();
    const decision = officer.getByRole('form', { name: '处理“lathe-1”的变更' });
    await decision.getByLabel('处理').selectOption('accept');
    await decision.getByLabel('批准文号').fill('津科验〔2026〕15号');
    await decision.getByLabel('批准文件').selectOption({ index: 1 });
    await decision.getByRole('button', { name: '处理' }).click();
    expect(await decision.getByRole('alert').innerText()).toMatch(/批准变更须填写批准日期.*approval-required/);
    await decision.getByLabel('批准日期').fill(day(-1));
    await decision.getByRole('button', { name: '处理' }).click();
    await officer.getByText('“lathe-1”的变更已批准').waitFor();
    expect(await officer.locator('#changes tbody').innerText()).toContain(`批准日期 ${day(-1)}`);
    expect((await admin.call('listDevices', { params })).items.find(({ id }) => id === 'lathe-1')?.intelligent).toBe(false);

    await member.getByRole('button', { name: '申请变更' }).click();
    await form.getByLabel('变更对象').selectOption('calendar');
    await form.getByLabel('班次').fill('8点到5点');
    await form.getByLabel('原因').fill('增加夜班');
    await form.getByRole('button', { name: '申请变更' }).click();
    await form.getByText('班次第 1 行“8点到5点”无法识别').waitFor();
    await form.getByLabel('班次').fill('08:00-20:00 1,2,3,4,5');
    await form.getByLabel('适用范围').selectOption('device:lathe-1');
    await form.getByLabel('班次').fill('08:00-20:00 1,2,3,4,5');
    await form.getByLabel('豁免时段').fill('11月清塘');
    await form.getByRole('button', { name: '申请变更' }).click();
    await form.getByText('豁免时段第 1 行“11月清塘”无法识别').waitFor();
    await form.getByLabel('豁免时段').fill('2026-11-01 00:00 至 2026-11-15 00:00 清塘 消毒');
    await form.getByLabel('自何时起生效').fill('2026-11-01T00:00');
    await form.getByRole('button', { name: '申请变更' }).click();
    await member.getByText('变更申请已提交').waitFor();
    expect(await member.locator('#changes tbody').innerText()).toMatch(/device:lathe-1[\s\S]*08:00–20:00 \(1,2,3,4,5\)[\s\S]*drained 消毒[\s\S]*自何时起生效/);

    await member.getByRole('button', { name: '申请变更' }).click();
    await form.getByLabel('变更对象').selectOption('calendar');
    await form.getByLabel('适用范围').selectOption('device:lathe-2');
    await form.getByLabel('取消自己的计划时间，按上一级计').check();
    expect(await form.getByLabel('班次').isDisabled()).toBe(true);
    await form.getByLabel('自何时起生效').fill('2026-11-02T00:00');
    await form.getByLabel('原因').fill('不再单独排班');
    await form.getByRole('button', { name: '申请变更' }).click();
    await member.locator('#changes tbody').getByText('不再单独排班').waitFor();
    expect(await member.locator('#changes tbody').innerText()).toMatch(/取消自己的计划时间，按上一级计 device:lathe-2[\s\S]*20:00–23:00 → —[\s\S]*自何时起生效/);
    expect(await member.locator('#calendars').getByRole('row', { name: /device:lathe-2/ }).innerText()).toContain('20:00–23:00');

    await member.getByRole('button', { name: '申请变更' }).click();
    await form.getByLabel('变更对象').selectOption('class');
    await form.getByRole('combobox', { name: '设备类别', exact: true }).selectOption(CLASS.id);
    await form.getByRole('group', { name: '测点 temperature' }).getByLabel('应保持不低于').fill('5');
    await form.getByLabel('原因').fill('增设低温报警');
    await form.getByRole('button', { name: '申请变更' }).click();
    await member.locator('#changes tbody').getByText('增设低温报警').waitFor();
    expect(await member.locator('#changes tbody').innerText()).toMatch(/lathe[\s\S]*temperature 应保持的范围: ≤ 80 操作规程 3\.2 → 5 – 80 操作规程 3\.2/);

    await member.getByRole('link', { name: '设备', exact: true }).click();
    await member.getByText('设备类别已冻结：修改须经变更申请批准。').waitFor();
    expect(await member.locator('#classes').getByRole('button').count()).toBe(0);
    await member.getByText('设备台账已冻结：停用设备须经变更申请批准。').waitFor();
    expect(await member.getByRole('button', { name: /^登记“.*”停用$/ }).count()).toBe(0);
    await member.getByRole('link', { name: '前往变更申请' }).first().click();
    await member.locator('#changes').getByRole('button', { name: '申请变更' }).waitFor();
  });

  it('milestones are planned by an officer and reported by a member', async () => {
    const officer = await as('officer', '/progress');
    await officer.getByRole('button', { name: '生成季度节点' }).click();
    await officer.getByLabel('计划内容').fill('按任务书进度');
    await officer.getByRole('form').getByRole('button', { name: '生成季度节点' }).click();
    await officer.getByText(/已生成 \d+ 个季度节点/).waitFor();
    const member = await as('member', '/progress');
    const rows = member.locator('#milestones tbody tr');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toContain('已超期');
    await rows.first().getByRole('button', { name: /^填报/ }).click();
    const form = member.getByRole('form', { name: /^填报/ });
    await form.getByLabel('截至').fill(`${day(2)}T08:00`);
    await form.getByLabel('进展').fill('设备已全部到货');
    await form.getByLabel('已完成').check();
    await form.getByRole('button', { name: '填报' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/不得为将来的时间/);
    await form.getByLabel('截至').fill(`${day(-1)}T08:00`);
    await form.getByRole('button', { name: '填报' }).click();
    await member.getByText(/^“.*”已填报$/).waitFor();
    expect(await rows.first().innerText()).toMatch(/逾期完成[\s\S]*设备已全部到货[\s\S]*member/);
    expect(await member.getByRole('button', { name: /登记阶段变更|调整/ }).count()).toBe(0);
  });

  it('a step of the life cycle demands what it needs, and is kept', async () => {
    const page = await as('officer', '/progress', { width: 390 });
    await page.getByRole('button', { name: '登记阶段变更' }).click();
    const form = page.getByRole('form', { name: '登记阶段变更' });
    await form.getByLabel('转为').selectOption('extension-asked');
    expect(await form.getByLabel('原因').getAttribute('required')).not.toBeNull();
    await form.getByLabel('原因').fill('关键设备交货延迟');
    await form.getByRole('button', { name: '登记阶段变更' }).click();
    await page.getByText('已登记：申请延期').waitFor();
    expect(await page.locator('.step').first().innerText()).toMatch(/实施中 → 申请延期[\s\S]*关键设备交货延迟[\s\S]*officer/);
    await page.getByText('延期申请待批复').waitFor();
  });

  it('money is stated by a member and read by line, with what does not fit together', async () => {
    const page = await as('member', '/progress');
    await page.getByRole('button', { name: '填报预算与来源' }).click();
    const form = page.getByRole('form', { name: '填报预算与来源' });
    await form.getByLabel('申报主体: 名称').fill(UNIT);
    await form.getByLabel('统一社会信用代码').fill('91120000MA0000000X');
    await form.getByLabel('开工日期').fill('2019-01-01');
    const item = form.getByRole('group', { name: '条目 1' });
    await item.getByLabel('分项').selectOption('equipment');
    await item.getByLabel('投资日期').fill('2019-05-01');
    await item.getByLabel('预算（万元）').fill('400.0000001');
    const source = form.getByRole('group', { name: '年度 1' });
    await source.getByLabel('年度').fill('2019');
    await source.getByLabel('自筹（万元）').fill('300');
    await source.getByLabel('专项（万元）').fill('0');
    await form.getByRole('button', { name: '填报预算与来源' }).click();
    expect(await form.getByRole('alert').innerText()).toMatch(/精确到分[\s\S]*items\[0\]\.budget/);
    await item.getByLabel('预算（万元）').fill('400');
    await form.getByRole('button', { name: '填报预算与来源' }).click();
    await page.getByText('预算与来源已保存').waitFor();
    const lines = page.getByRole('table', { name: '支出分项' });
    expect([await lines.locator('tbody tr').count(), await lines.getByRole('row', { name: /设备购置/ }).innerText()]).toEqual([13, expect.stringMatching(/400\s+400\s+0\s+0\s+0/)]);
    expect(await page.locator('#money .leads').innerText()).toContain('sources-differ');
    expect(await page.getByRole('button', { name: '登记审定金额' }).count()).toBe(0);
  });

  it('a figure is stated for a condition of application by a member and accepted by an officer', async () => {
    const member = await as('member', '/evidence');
    await member.getByRole('button', { name: '填报数值' }).click();
    const form = member.getByRole('form', { name: '填报数值' });
    const conditions = form.locator('option[value^="eligibility."]');
    await conditions.first().waitFor({ state: 'attached' });
    const condition = await conditions.first().getAttribute('value') ?? '';
    await form.getByLabel('指标').selectOption(condition);
    await form.getByLabel('用途').selectOption('own');
    await form.getByLabel('数值', { exact: true }).fill('12.5');
    await form.getByLabel('单位').fill('万元');
    await form.getByLabel('期间首日').fill('2025-01-01');
    await form.getByLabel('期间末日').fill('2025-12-31');
    await form.getByRole('button', { name: '填报数值' }).click();
    await member.getByText('数值已填报，待管理人员采纳').waitFor();
    expect(await member.getByRole('button', { name: /^采纳/ }).count()).toBe(0);
    const officer = await as('officer', '/evidence');
    await officer.getByRole('button', { name: '采纳“value”' }).click();
    await officer.getByText('“value”已采纳').waitFor();
    expect((await admin.call('listFigures', { params })).items).toMatchObject([{ indicator: condition, amount: 12.5, unit: '万元', status: 'accepted', statedBy: 'member', decidedBy: 'officer' }]);
  });
});
