import { describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Session, TraceEventView } from '@yanshou/api-schema';
import { renderToStaticMarkup } from 'react-dom/server';
import { SESSION_KEY } from '../api/query-client.js';
import { BatchCorrection } from './batch-correction.js';

const event: TraceEventView = {
  id: 'c1', step: 'sale', at: '2026-03-01T03:00:00+08:00', place: { name: '门店' }, actor: '门店', recordedBy: 'wang', recordedAt: '2026-03-02T00:00:00+08:00', coldChain: null,
  corrects: 'e1', reason: '误录', correction: { state: 'submitted' },
};

function markupOf(shown: TraceEventView, id: string, role: Session['role']): string {
  const client = new QueryClient();
  client.setQueryData(SESSION_KEY, { id, name: id, role, scope: [], by: 'session', mustChangePassword: false, expiresAt: null } satisfies Session);
  return renderToStaticMarkup(<QueryClientProvider client={client}><BatchCorrection project="p" batch="b1" event={shown} /></QueryClientProvider>);
}

describe('a correction in the console', () => {
  it('says what it is about and that it does not count yet', () => {
    for (const told of ['更正 e1，wang 登记：误录', '待批准，原事件仍计入']) expect(markupOf(event, 'wang', 'member')).toContain(told);
  });

  it('is for an officer to decide, who is not the one that recorded it', () => {
    expect(markupOf(event, 'li', 'officer')).toContain('>批准</button>');
    expect([markupOf(event, 'wang', 'officer'), markupOf(event, 'zhao', 'member')].filter((markup) => markup.includes('<button'))).toEqual([]);
  });

  it('that is decided says by whom, and offers nothing', () => {
    const markup = markupOf({ ...event, correction: { state: 'rejected', decidedBy: 'li', note: '原记录无误' } }, 'li', 'officer');
    expect(markup).toContain('li 决定：原记录无误');
    expect(markup).not.toContain('<button');
  });
});
