import { describe, expect, it } from '@jest/globals';
import { sampleStatement } from '@yanshou/reports/testing';
import { renderHtml } from './index.js';
import { traceSection } from './trace-section.js';
import { TRACE_WORDS } from './trace-words.js';

const statement = sampleStatement();
const words = (page: string): string => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').replaceAll('&amp;', '&');
const traceOf = (indicator: string) => statement.indicators.find(({ row }) => row.indicator === indicator)?.trace;

describe.each(['zh', 'en'] as const)('the steps of a value in %s', (language) => {
  const page = renderHtml(statement, language);
  const sectionOf = (indicator: string): string => {
    const rest = page.slice(page.indexOf(`id="${indicator}"`));
    return words(rest.slice(rest.indexOf('<details'), rest.indexOf('</details>')));
  };

  it('are folded into each section that has a value, without a link and with every step', () => {
    const valued = statement.indicators.filter(({ row }) => row.value !== null);
    expect(page.match(/<details class="trace">/g)).toHaveLength(valued.length);
    for (const { row, trace } of valued) {
      const text = sectionOf(row.indicator);
      expect(text).toContain(TRACE_WORDS.title[language]);
      for (const step of trace?.steps ?? []) expect([row.indicator, text]).toEqual([row.indicator, expect.stringContaining(step.title[language])]);
      expect(text).toContain(trace?.steps.at(-1)?.put ?? '—');
      expect(text).toContain(trace?.verdict[language] ?? '—');
    }
    expect(page).not.toMatch(/href=/);
  });

  it('name what returns the readings behind a number', () => {
    const query = traceOf('networked-device-ratio')?.steps[0]?.table?.rows[0]?.source?.query ?? '—';
    expect(query).toMatch(/^\/api\/v1\/projects\/workshop\/readings\?device=M1&from=/);
    expect(sectionOf('networked-device-ratio')).toContain(`GET ${query}`);
  });

  it('are not there for a statement of an earlier version, or without a value', () => {
    expect(traceSection(undefined, { language, zone: 'UTC' })).toBeNull();
    const trace = traceOf('networked-device-ratio');
    expect(trace && traceSection({ ...trace, steps: [] }, { language, zone: 'UTC' })).toBeNull();
  });

  it('show some lines of a long table and say how many there are', () => {
    const trace = traceOf('networked-device-ratio');
    const [step] = trace?.steps ?? [];
    if (trace === undefined || step === undefined || step.table === null) throw new Error('no step');
    const rows = Array.from({ length: 300 }, () => step.table?.rows[0] as NonNullable<typeof step.table>['rows'][number]);
    const long = traceSection({ ...trace, steps: [{ ...step, table: { ...step.table, rows } }] }, { language, zone: 'UTC' });
    expect(long?.text.match(/<tr>/g)?.length).toBeLessThan(250);
    expect(long?.text).toContain(`${TRACE_WORDS.more[language]} 300`);
  });
});
