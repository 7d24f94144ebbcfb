import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('what was typed into forms of the console') ? describe : () => undefined;

const PLANNED = { items: [{ scope: 'project', plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '09:00', end: '18:00' }], holidays: ['2026-10-01'] } }] };
const LATER = 60_000;

whenThereIsABrowser('what was typed into a form, while answers are still coming', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  /** Answers of one address wait until they are let go. */
  async function held(page: Page, address: string, body: unknown): Promise<{ readonly letGo: () => void }> {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((open) => (letGo = open));
    await page.route(address, async (route) => {
      await gate;
      await route.fulfill({ json: body });
    });
    return { letGo };
  }

  async function calendarForm(page: Page) {
    await page.getByRole('button', { name: '申请变更' }).click();
    const form = page.getByRole('form', { name: '申请变更' });
    await form.getByLabel('变更对象').selectOption('calendar');
    return form;
  }

  it('the planned time is entered once it is known, and what was typed beside it stays', async () => {
    const page = await site.arrive('/');
    const { letGo } = await held(page, '**/projects/workshop/calendar', PLANNED);
    await page.goto(`${site.address}/projects/workshop/ledger`);
    const form = await calendarForm(page);
    await form.getByRole('status').waitFor();
    expect(await form.getByLabel('班次').count()).toBe(0);
    await form.getByLabel('原因').fill('增加夜班');
    await form.getByRole('button', { name: '申请变更' }).click();
    await form.getByText('计划时间尚未读到，请稍候或重试，再提交').waitFor();
    letGo();
    await form.getByLabel('班次').fill('08:00-20:00', { timeout: LATER });
    expect([await form.getByLabel('节假日').inputValue(), await form.getByLabel('班次').inputValue(), await form.getByLabel('原因').inputValue()]).toEqual(['2026-10-01', '08:00-20:00', '增加夜班']);
  });

  it('the planned time that was typed is there again where a scope keeps its own after all, and is not sent where it does not', async () => {
    const page = await site.arrive('/');
    await page.route('**/projects/workshop/calendar', (route) => route.fulfill({ json: { items: [...PLANNED.items, { ...PLANNED.items[0], scope: 'class:cnc' }] } }));
    await page.goto(`${site.address}/projects/workshop/ledger`);
    const form = await calendarForm(page);
    await form.getByLabel('适用范围').selectOption('class:cnc');
    const [shifts, none] = [form.getByLabel('班次'), form.getByLabel('取消自己的计划时间，按上一级计')];
    await shifts.fill('08:00-20:00');
    await none.check();
    expect(await shifts.isEnabled()).toBe(false);
    await none.uncheck();
    expect([await shifts.isEnabled(), await shifts.inputValue()]).toEqual([true, '08:00-20:00']);
    await none.check();
    await form.getByLabel('原因').fill('与车间同班');
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/changes'));
    await form.getByRole('button', { name: '申请变更' }).click();
    expect(((await sent).postDataJSON() as { readonly change: unknown }).change).toEqual({ kind: 'calendar-removal', scope: 'class:cnc' });
  });

  it('where the planned time cannot be read, that is said, and it can be read again', async () => {
    const page = await site.arrive('/');
    await page.route('**/projects/workshop/calendar', (route) => route.fulfill({ status: 403, json: { type: 'about:blank#forbidden', title: 'forbidden', status: 403, code: 'forbidden', detail: '无权查看', detailZh: '无权查看', detailEn: 'not yours' } }));
    await page.goto(`${site.address}/projects/workshop/ledger`);
    const form = await calendarForm(page);
    await form.getByRole('alert').getByText('无权查看').waitFor();
    await page.unroute('**/projects/workshop/calendar');
    await form.getByRole('button', { name: '重试' }).click();
    await form.getByLabel('班次').waitFor();
    expect(await form.getByRole('alert').count()).toBe(0);
  });

  /** The page is looked at again after a while: what it shows is read again. */
  async function lookAgain(page: Page, address: RegExp): Promise<void> {
    await page.clock.fastForward(LATER);
    const read = page.waitForResponse(address);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
    await (await read).finished();
  }

  it('a class is saved over the one that was opened, whatever was read of it meanwhile; a new one over none', async () => {
    const page = await site.arrive('/');
    await page.clock.install();
    await page.goto(`${site.address}/projects/factory/devices`);
    const label = '修改类别“cnc”';
    await page.getByRole('button', { name: label }).click();
    const form = page.getByRole('form', { name: label });
    await form.getByLabel('英文名称').fill('my own name');
    const changed = { type: 'about:blank#duplicate', title: 'duplicate', status: 409, code: 'duplicate', field: 'basedOn', detail: '他人已修改', detailZh: '他人已修改', detailEn: 'changed by somebody else' };
    const listed = { items: [{ id: 'cnc', nameZh: '他人所改', nameEn: 'machine tool', judgingIntervalMinutes: 5, metrics: [] }] };
    await page.route('**/projects/factory/classes', (route) => route.fulfill(route.request().method() === 'POST' ? { status: 409, json: changed } : { json: listed }));
    await lookAgain(page, /\/factory\/classes$/);
    await page.locator('#classes').getByText('他人所改').waitFor();
    const send = async (button: Locator): Promise<{ readonly nameEn: string; readonly isNew?: true; readonly basedOn?: { readonly nameZh: string } }> => {
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await button.click();
      return (await sent).postDataJSON() as never;
    };
    expect(await send(form.getByRole('button', { name: '修改', exact: true }))).toMatchObject({ nameEn: 'my own name', basedOn: { nameZh: '数控机床', nameEn: 'machine tool' } });
    await form.getByText('他人已修改').waitFor();
    expect(await form.getByLabel('英文名称').inputValue()).toBe('my own name');

    await page.getByRole('button', { name: '增加设备类别' }).click();
    const other = page.getByRole('form', { name: '增加设备类别' });
    for (const [name, value] of Object.entries({ '类别编号': 'cnc', '中文名称': '机床', '英文名称': 'tool' })) await other.getByLabel(name).fill(value);
    await other.getByLabel('判定间隔（分钟）').selectOption('60');
    expect(await send(other.getByRole('button', { name: '增加设备类别' }))).toMatchObject({ id: 'cnc', isNew: true });
  });

  it('a chosen paper stays chosen when there are more of them', async () => {
    const page = await site.arrive('/');
    await page.clock.install();
    await page.goto(`${site.address}/projects/workshop/evidence`);
    await page.getByRole('button', { name: '填报数值' }).click();
    const papers = page.getByRole('form', { name: '填报数值' }).getByLabel('佐证材料');
    await papers.selectOption({ index: 1 });
    const chosen = await papers.inputValue();
    await page.route('**/projects/workshop/evidence', async (route) => {
      const { items } = await (await route.fetch()).json() as { readonly items: readonly object[] };
      await route.fulfill({ json: { items: [{ ...items[0], id: 'another', title: '另一份材料', status: 'submitted' }, ...items] } });
    });
    await lookAgain(page, /\/workshop\/evidence$/);
    await papers.locator('option', { hasText: '另一份材料' }).waitFor({ state: 'attached' });
    expect([chosen === '', await papers.inputValue()]).toEqual([false, chosen]);
  });

  it('a self-assessment takes nothing in while it is saved, and everything again where that failed', async () => {
    const page = await site.arrive('/projects/factory/self-assessment/2026');
    let letGo = (): void => undefined;
    const gate = new Promise<void>((open) => (letGo = open));
    await page.route('**/projects/factory/self-assessments/2026', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      await gate;
      await route.fulfill({ status: 503, json: { type: 'about:blank#busy', title: 'busy', status: 503, code: 'busy', detail: '请稍后重试', detailZh: '请稍后重试', detailEn: 'try again' } });
    });
    const score = page.getByRole('textbox', { name: /的得分$/ }).first();
    await score.fill('6');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('button', { name: '正在保存' }).waitFor();
    expect([await score.isEnabled(), await page.getByRole('button', { name: '采用建议得分' }).isEnabled()]).toEqual([false, false]);
    letGo();
    await page.getByText('请稍后重试').waitFor();
    expect([await score.isEnabled(), await score.inputValue()]).toEqual([true, '6']);
  });

  it('a self-assessment that somebody else saved meanwhile takes nothing away', async () => {
    const page = await site.arrive('/');
    await page.clock.install();
    await page.goto(`${site.address}/projects/factory/self-assessment/2026`);
    const score = page.getByRole('textbox', { name: /的得分$/ }).first();
    await score.fill('7');
    await page.request.put(`${site.address}/api/v1/projects/factory/self-assessments/2026`, { data: { basedOn: 0, entries: [] } });
    await lookAgain(page, /\/self-assessments\/2026$/);
    const sent = page.waitForRequest((request) => request.method() === 'PUT');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    expect([await score.inputValue(), ((await sent).postDataJSON() as { readonly basedOn: number }).basedOn]).toEqual(['7', 0]);
    await page.getByText('第 2 版').waitFor();
  });
});
