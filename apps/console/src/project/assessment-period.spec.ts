import { describe, expect, it } from '@jest/globals';
import { DICTIONARIES } from '../i18n/dictionary.js';
import { bundleAddress, bundleName, reportAddress, verifyCommand } from './assessment-files.js';
import { assessmentPeriod } from './assessment-period.js';

const texts = DICTIONARIES.en.assessments;

describe('the period of an assessment', () => {
  it('is from the start of the first day to the end of the last', () => {
    expect(assessmentPeriod('2026-10-01', '2026-10-31', 'Asia/Shanghai', texts)).toEqual({ from: '2026-10-01T00:00:00+08:00', to: '2026-11-01T00:00:00+08:00' });
    expect(assessmentPeriod('2026-10-01', '2026-10-01', 'UTC', texts)).toEqual({ from: '2026-10-01T00:00:00+00:00', to: '2026-10-02T00:00:00+00:00' });
  });

  it('is told what is wrong with it', () => {
    expect(assessmentPeriod('', '2026-10-31', 'UTC', texts)).toEqual({ fault: texts.periodMissing });
    expect(assessmentPeriod('2026-10-31', '2026-10-01', 'UTC', texts)).toEqual({ fault: texts.periodInverted });
  });
});

describe('the files of an assessment', () => {
  it('are where the API has them', () => {
    expect(reportAddress('p 1', 'a', 'en')).toBe('/api/v1/projects/p%201/assessments/a/report.html?lang=en');
    expect(bundleAddress('p', 'a')).toBe('/api/v1/projects/p/assessments/a/bundle.zip');
  });

  it('are verified by one command, against a key from elsewhere', () => {
    expect(verifyCommand(bundleName('p', 'a'), 'kPrK')).toBe('npm run verify -- p-a.zip --key kPrK');
    expect(verifyCommand('p-a.zip', undefined)).toBe('npm run verify -- p-a.zip');
  });
});
