import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { DownloadLinks, ScopeMark } from './assessments-table.js';

describe('the report of an assessment in the console', () => {
  it('is downloaded for paper and as numbers, in both languages', () => {
    const links = renderToStaticMarkup(<DownloadLinks project="workshop" assessment="A-1" />).match(/href="[^"]*" download/g);
    expect(links).toEqual(['pdf?lang=zh', 'pdf?lang=en', 'xlsx?lang=zh', 'xlsx?lang=en'].map((file) => `href="/api/v1/projects/workshop/assessments/A-1/report.${file}" download`));
  });
});

describe('the period of an assessment in the console', () => {
  it("says that it is interim where it is not the contract's, and nothing where nobody recorded it", () => {
    const marked = (scope: 'whole' | 'interim' | undefined): string => renderToStaticMarkup(<ScopeMark scope={scope} />);
    expect(marked('interim')).toContain('阶段性核算');
    expect(marked('interim')).toContain('不代表考核结果');
    expect([marked('whole').includes('阶段性'), marked(undefined)]).toEqual([false, '']);
  });
});
