import { describe, expect, it } from '@jest/globals';
import { TAB_TEXTS } from './tab-texts.js';
import { PROJECT_TABS, formerTab, tabAddress, tabOf } from './project-tabs.js';

describe('the tabs of a project', () => {
  it('have addresses that lead back to them', () => {
    for (const tab of PROJECT_TABS) {
      const [, , project, segment] = tabAddress('p/1', tab.id).split('/');
      expect([project, tabOf(segment)]).toEqual(['p%2F1', tab]);
    }
    expect([tabOf('nope'), tabOf('overview')]).toEqual([undefined, undefined]);
  });

  it('have a name each, and a section at least', () => {
    for (const { id, sections } of PROJECT_TABS) expect([TAB_TEXTS.zh[id].length > 0, sections.length > 0]).toEqual([true, true]);
  });

  it('are where the fragments of before led', () => {
    expect([formerTab(undefined, '#devices'), formerTab(undefined, ''), formerTab('evidence', '#devices')]).toEqual(['devices', undefined, undefined]);
  });
});
