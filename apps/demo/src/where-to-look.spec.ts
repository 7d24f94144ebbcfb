import { describe, expect, it } from '@jest/globals';
import { whereToLook } from './where-to-look.js';

const batch = { batch: 'CUC-001', url: 'http://127.0.0.1:3000/t/abc', qr: '/o/CUC-001.qr.svg', page: '/o/CUC-001.html' };
const shown = { bundle: '/o/w.zip', key: '/o/w.key.json', batch };

describe('the last lines of the demonstration', () => {
  it.each(['zh', 'en'] as const)('name bundle, key, page and code while it runs (%s)', (language) => {
    const lines = whereToLook({ ...shown, isRunning: true }, language).split('\n').map((line) => line.trim());
    expect(lines).toEqual(expect.arrayContaining(['/o/w.zip', '/o/w.key.json', batch.url, batch.qr, batch.page]));
    expect(lines.at(-1)).toMatch(language === 'zh' ? /训练场次.*控制台/ : /training sessions.*console/);
  });

  it('name no address of a platform that has ended, but what it left, and how to have one that runs', () => {
    const text = whereToLook({ ...shown, isRunning: false }, 'en');
    expect(text).not.toContain('http');
    expect(text).toContain(batch.page);
    expect(text.split('\n').at(-1)).toContain('npm run demo without --once');
  });

  it('have no batch where none is traced', () => {
    expect(whereToLook({ ...shown, batch: undefined, isRunning: true }, 'zh')).not.toContain('批次');
  });
});
