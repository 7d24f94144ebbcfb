import { describe, expect, it } from '@jest/globals';
import type { LibraryProjectView } from '@yanshou/api-schema';
import { PROGRAMMES } from '@yanshou/catalogue';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageProvider } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { UNFILTERED, askedOf, libraryClassesOf, libraryFilterFrom } from './library-filter.js';
import { LibraryTable } from './library-table.js';
import { LibraryToolbar } from './library-toolbar.js';

const classes = libraryClassesOf(PROGRAMMES as unknown as readonly Readonly<Record<string, unknown>>[], 'P4');
const project: LibraryProjectView = {
  id: 'iot-1', batch: '2018', libraryClass: 'application', field: 'smart-manufacturing', nameZh: '车间物联网 <b>', nameEn: 'workshop of things', summary: '<img src=x>', region: '天津市',
  applicant: { name: '某公司', creditCode: '91120000MA0000000X' }, recommender: { kind: 'province', name: '天津市工业和信息化局' }, approval: '批复 1 号', result: 'promoted',
  promotions: [{ on: '2018-10-01', form: '现场会', place: '滨海新区', note: '30 家', at: '2018-10-02T00:00:00Z' }],
  course: { recommendedBy: 'officer', recommendedAt: '2018-07-01T00:00:00Z', steps: [{ from: 'in-review', to: 'selected', approval: '名单 1 号', who: 'officer', at: '2018-09-01T00:00:00Z' }] },
};
const rendered = (element: React.ReactNode, language: Language = 'zh'): string => renderToStaticMarkup(<LanguageProvider language={language}>{element}</LanguageProvider>);
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replace(/\s+/g, ' ');

describe('the library in the console', () => {
  it('shows a project with field, region, applicant, recommender, result and promotions, markup as text', () => {
    const markup = rendered(<LibraryTable projects={[project]} classes={classes} />);
    for (const part of ['车间物联网 <b>', '智能制造', '重点领域应用类', '天津市', '某公司', '天津市工业和信息化局', '批复 1 号', '已推广', '名单 1 号', '2018-10-01 现场会', '滨海新区']) expect(textOf(markup)).toContain(part);
    expect(markup).not.toContain('<img');
    expect(textOf(rendered(<LibraryTable projects={[{ ...project, course: null, promotions: [] }]} classes={[]} />, 'en'))).toMatch(/smart-manufacturing application .* promoted none/);
  });

  it('offers the three classes and the ten fields, of a chosen class its own', () => {
    const options = (filter: Partial<typeof UNFILTERED>): string[] =>
      [...rendered(<LibraryToolbar filter={{ ...UNFILTERED, ...filter }} classes={classes} onChange={() => undefined} />).matchAll(/<option value="([^"]*)"/g)].map(([, value = '']) => value);
    expect(options({}).slice(0, 11)).toEqual(['', ...classes.flatMap(({ fields }) => fields.map(({ id }) => id))]);
    expect(options({ libraryClass: 'services' }).slice(0, 3)).toEqual(['', 'public-platforms', 'testing-and-security']);
    expect(rendered(<LibraryToolbar filter={{ ...UNFILTERED, libraryClass: 'services' }} classes={classes} onChange={() => undefined} />)).toMatch(/aria-pressed="true"[^>]*>服务保障体系类/);
  });
});

describe('the filter of the library', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '车', '1', '&', '=', '+', '%'), minLength: 1, maxLength: 12 });

  it('comes back from the address as it was', () => {
    fc.assert(fc.property(word, word, fc.constantFrom('', 'selected', 'promoted'), (text, region, result) => {
      const filter = { ...UNFILTERED, text, region, result, libraryClass: 'services', field: 'public-platforms' };
      expect(libraryFilterFrom(new URLSearchParams({ ...askedOf(filter) } as Record<string, string>))).toEqual(filter);
    }));
  });

  it('leaves out what no library has', () => {
    expect(libraryFilterFrom(new URLSearchParams('result=no-such&field=a b&libraryClass=<x>&text=x'))).toEqual({ ...UNFILTERED, text: 'x' });
    expect(askedOf({ ...UNFILTERED, text: '  ' })).toEqual({});
    expect(libraryClassesOf([{ id: 'P4' }], 'P4')).toEqual([]);
  });
});
