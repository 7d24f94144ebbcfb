import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { ScopeMark } from './assessments-table.js';

describe('the period of an assessment in the console', () => {
  it("says that it is interim where it is not the contract's, and nothing where nobody recorded it", () => {
    const marked = (scope: 'whole' | 'interim' | undefined): string => renderToStaticMarkup(<ScopeMark scope={scope} />);
    expect(marked('interim')).toContain('阶段性核算');
    expect(marked('interim')).toContain('不代表考核结果');
    expect([marked('whole').includes('阶段性'), marked(undefined)]).toEqual([false, '']);
  });
});
