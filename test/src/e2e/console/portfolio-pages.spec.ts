import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('portfolio and library in the console') ? describe : () => undefined;

whenThereIsABrowser('the portfolio and the library, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it('groups projects by programme, the worst first, each value with its companions', async () => {
    const page = await site.arrive('/');
    await page.getByRole('heading', { name: '天津市互联网跨界融合创新科技重大专项' }).waitFor();
    const projects = await page.locator('.project-heading > a').allInnerTexts();
    expect(projects[0]).toBe('变速器智能工厂创新示范应用');
    const row = page.locator('.indicator-row', { hasText: '生产效率提高率' });
    expect(await row.innerText()).toMatch(/S000 一\(二\)2[\s\S]*未达标[\s\S]*19\.996 %[\s\S]*19,996 \/ 100,000[\s\S]*≥ 20 %[\s\S]*94\.20 %[\s\S]*99\.80 %[\s\S]*[0-9a-f]{12}[\s\S]*v1\.0\.0/);
    expect(await page.getByRole('row', { name: /182 \/ 240/ }).innerText()).toContain('低于原定目标 75 %');
    expect(await page.locator('.project-row', { hasText: 'workshop' }).innerText()).toContain('模拟数据 SIMULATED');
    expect(await page.locator('.project-row', { hasText: 'workshop' }).innerText()).toMatch(/在线\s+3\s+沉默\s+1\s+从未联网\s+1/);
    expect(site.visit.errors).toEqual([]);
  });

  it('states the programme’s averages with both figures, who is left out and why, and why each project is at risk', async () => {
    const page = await site.arrive('/');
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
    await page.goto(`${site.address}/projects/greenhouse`);
    const outlook = page.locator('#outlook');
    await outlook.getByRole('heading', { name: '预测（非结论）' }).waitFor();
    expect(await outlook.innerText()).toMatch(/74\.20 %[\s\S]*80% 预测区间[\s\S]*尚难判断[\s\S]*31 个日窗口/);
    expect(site.visit.errors).toEqual([]);
  });

  it('filters by verdict and words; the address keeps the filter', async () => {
    const page = await site.arrive('/');
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
    const { context } = await site.begin({ locale: 'en-US' });
    await context.route('**/api/v1/programmes', (route) => route.abort());
    await site.logIn();
    const page = await site.visit.open('/');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/cannot be reached[\s\S]*unreachable/);
    await context.unroute('**/api/v1/programmes');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.project-heading').first().waitFor();
  });

  it('is found from every page, and searched; the address keeps the filter', async () => {
    const page = await site.arrive('/');
    await page.getByRole('link', { name: '物联网项目库' }).click();
    await page.getByRole('heading', { name: '物联网项目库' }).waitFor();
    await page.getByText('2 个项目', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: '查找' }).fill('芯片');
    await page.getByText('1 个项目', { exact: true }).waitFor();
    expect(page.url()).toContain('text=');
    await page.getByLabel('结果', { exact: true }).selectOption('promoted');
    await page.getByText('没有符合条件的项目').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByText('2 个项目', { exact: true }).waitFor();
    expect(await page.getByRole('row', { name: /轴承车间/ }).innerText()).toMatch(/天津市[\s\S]*已推广[\s\S]*2018-11-20 现场会/);
    expect(await site.visit.obstacles()).toEqual([]);
  });
});
