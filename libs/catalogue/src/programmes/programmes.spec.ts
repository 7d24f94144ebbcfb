import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { INDICATORS, findIndicator } from '../catalogue.js';
import type { BilingualText } from '../bilingual.js';
import type { Clause } from '../indicator.js';
import { PROGRAMMES, findDemand, findDirection, findProgramme } from './programmes.js';

const DIRECTIONS = PROGRAMMES.flatMap(({ directions }) => directions);
const RULES = PROGRAMMES.flatMap(({ rules, directions }) => [...rules, ...directions.flatMap(({ eligibility }) => eligibility)]);
const DEMANDS = DIRECTIONS.flatMap(({ id, demands }) => demands.map((demand) => ({ direction: id, ...demand })));
const CHINESE = /\p{Script=Han}/u;

describe('the catalogue as data', () => {
  it('lists every indicator that the funding documents demand or leave to the contract', () => {
    expect(INDICATORS.map(({ id }) => id).sort()).toEqual([
      'air-quality-good-days', 'automatic-assessment', 'batch-traceability', 'benefit-cost-reduction', 'benefit-production-efficiency', 'bus-remote-monitoring', 'chronic-disease-monitoring', 'cloud-software',
      'connected-equipment', 'defect-rate-reduction', 'development-cycle-reduction', 'digital-rd-tool-penetration', 'distribution-efficiency-gain',
      'energy-utilisation-gain', 'enterprise-users', 'fishery-oxygen-compliance', 'industrial-apps', 'industry-apps', 'integrated-it-application', 'intelligent-equipment-ratio', 'ip-applications',
      'key-process-nc-rate', 'logistics-demonstration-enterprises', 'mechanism-models', 'monitoring-valid-hours', 'municipal-demonstration-projects', 'national-demonstration-projects',
      'networked-device-ratio', 'new-economic-benefit', 'operating-cost-reduction', 'overall-equipment-effectiveness', 'process-data-points', 'production-efficiency-gain', 'registered-users',
      'remote-acquisition', 'remote-management-coverage', 'sea-water-class', 'seed-traceability', 'smart-agriculture-parks', 'smart-aquaculture-ratio', 'smart-facility-planting-ratio',
      'smart-factory-penetration', 'smart-livestock-farm-ratio', 'software-copyrights', 'standards', 'storage-and-analysis', 'surface-water-class', 'system-complete', 'traceability-bases',
      'transmission', 'trial-operation',
    ]);
  });

  it('computes those that this version can', () => {
    expect(INDICATORS.filter(({ computed }) => computed).map(({ id }) => id)).toEqual([
      'networked-device-ratio', 'intelligent-equipment-ratio', 'connected-equipment', 'process-data-points', 'production-efficiency-gain',
      'overall-equipment-effectiveness', 'defect-rate-reduction', 'energy-utilisation-gain', 'new-economic-benefit',
      'operating-cost-reduction', 'distribution-efficiency-gain', 'remote-management-coverage', 'bus-remote-monitoring', 'smart-livestock-farm-ratio',
      'smart-facility-planting-ratio', 'smart-aquaculture-ratio', 'remote-acquisition', 'transmission', 'storage-and-analysis', 'trial-operation',
      'chronic-disease-monitoring', 'air-quality-good-days', 'monitoring-valid-hours', 'surface-water-class', 'sea-water-class', 'fishery-oxygen-compliance', 'system-complete', 'ip-applications', 'standards', 'software-copyrights', 'industry-apps', 'industrial-apps', 'cloud-software',
      'mechanism-models', 'registered-users', 'enterprise-users', 'benefit-cost-reduction', 'benefit-production-efficiency', 'development-cycle-reduction',
      'digital-rd-tool-penetration', 'key-process-nc-rate', 'integrated-it-application', 'smart-factory-penetration',
      'batch-traceability', 'seed-traceability', 'traceability-bases', 'automatic-assessment',
    ]);
  });

  it('lists every direction', () => {
    expect(PROGRAMMES.map(({ id, directions }) => [id, directions.length])).toEqual([['P1', 8], ['P2', 12], ['P3', 5], ['P4', 10]]);
    expect(DIRECTIONS.map(({ id }) => id).slice(0, 8)).toEqual(['P1.1.1', 'P1.1.2', 'P1.2.1', 'P1.2.2', 'P1.3.1', 'P1.3.2', 'P1.4.1', 'P1.4.2']);
    expect(new Set(DIRECTIONS.map(({ id }) => id)).size).toBe(DIRECTIONS.length);
    for (const direction of DIRECTIONS) expect(findDirection(direction.id)).toBe(direction);
    expect(findProgramme('P9')).toBeUndefined();
  });

  it('demands only indicators that it knows, and every indicator is demanded, shows an eligibility rule or is one that a contract may set', () => {
    for (const { indicator } of DEMANDS) expect(findIndicator(indicator)?.id).toBe(indicator);
    const mayBeSet = DIRECTIONS.flatMap(({ contractDefined }) => contractDefined.flatMap(({ indicators = [] }) => indicators));
    for (const indicator of mayBeSet) expect(findIndicator(indicator)?.id).toBe(indicator);
    const used = new Set([...mayBeSet, ...DEMANDS.map(({ indicator }) => indicator), ...RULES.map(({ indicator }) => indicator)]);
    expect(INDICATORS.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('gives an indicator in its own directions the clause and target of its definition', () => {
    for (const definition of INDICATORS) {
      expect(findDirection(definition.directions[0] ?? '')?.id).toBe(definition.directions[0]);
      const demand = findDemand(definition.directions[0] ?? '', definition.id);
      if (demand) expect(demand).toEqual({ indicator: definition.id, comparator: definition.comparator, target: definition.defaultTarget, clause: definition.clause });
    }
  });

  it('keeps the seven counts of the industrial internet to directions 2.x and benefits to all', () => {
    for (const direction of findProgramme('P2')?.directions ?? []) {
      const counts = direction.demands.filter(({ indicator }) => !indicator.startsWith('benefit-')).length;
      expect([direction.id, counts, direction.demands.length - counts]).toEqual([direction.id, direction.id.startsWith('P2.2.') ? 7 : 0, 2]);
    }
  });

  it('holds the quotas, the budget lines, the library and the domains', () => {
    expect(findProgramme('P4')?.rules.flatMap(({ limit }) => (limit ? [limit.value] : []))).toEqual([20, 10, 6, 2]);
    expect(findProgramme('P4')?.library?.map(({ fields }) => fields.length)).toEqual([4, 4, 2]);
    expect(findProgramme('P2')?.budget?.lines.length).toBe(12);
    expect(findProgramme('P2')?.rules.flatMap(({ limit }) => (limit ? [`${limit.value} ${limit.unit}`] : []))).toEqual([
      '20 %', '300 万元', '30 %', '500 万元', '2 年', '3 月', '1 项', '10 项',
    ]);
    expect(findProgramme('P3')?.monitoring?.map(({ id }) => id)).toEqual([
      'aquaculture', 'greenhouse', 'livestock', 'seed', 'farm-machinery', 'workshop', 'environment', 'health', 'transport',
    ]);
  });

  it('says everything in both languages', () => {
    const texts: BilingualText[] = PROGRAMMES.flatMap(({ nameZh, nameEn, budget, library = [], monitoring = [] }) => [
      { zh: nameZh, en: nameEn }, ...(budget ? [...budget.lines, ...budget.columns, ...budget.sources] : []),
      ...library.flatMap((one) => [one, ...one.fields]), ...monitoring.flatMap((one) => [one, ...one.parameters]),
    ]);
    texts.push(...RULES, ...DIRECTIONS.flatMap(({ nameZh, nameEn, contractDefined }) => [{ zh: nameZh, en: nameEn }, ...contractDefined]));
    for (const text of texts) {
      expect(text.zh).toMatch(CHINESE);
      expect(text.en).not.toMatch(CHINESE);
      expect(text.en.trim()).not.toBe('');
    }
  });
});

const CLAUSES: readonly Clause[] = [
  ...INDICATORS.map(({ clause }) => clause), ...DEMANDS.map(({ clause }) => clause), ...RULES.map(({ clause }) => clause), ...DIRECTIONS.map(({ clause }) => clause),
  ...PROGRAMMES.flatMap(({ budget, library = [], monitoring = [] }) => [...(budget?.lines ?? []), ...library, ...monitoring].map(({ clause }) => clause)),
];
const realData = process.env['REAL_DATA_DIR'];
const documents = realData === undefined ? '' : join(realData, '..', 'seeds');

describe('clauses', () => {
  it('name document and place and quote it', () => {
    expect(CLAUSES.length).toBeGreaterThan(150);
    for (const { document, place, quoteZh } of CLAUSES) {
      expect(document).toMatch(/^S00[0-3]$/);
      expect(place.trim()).not.toBe('');
      expect(quoteZh).toMatch(CHINESE);
    }
  });

  it('quote the words of the documents', () => {
    if (!existsSync(documents)) {
      const list = process.env['YANSHOU_TEST_NOT_RUN'];
      if (list !== undefined) appendFileSync(list, 'catalogue: quotes of the funding documents (set REAL_DATA_DIR, with seeds/ beside it)\n');
      return;
    }
    const files = readdirSync(documents);
    const words = new Map(['S000', 'S001', 'S002', 'S003'].map((document) => {
      const file = files.find((name) => name.startsWith(`${document.slice(1)}_`)) ?? '';
      return [document, readFileSync(join(documents, file), 'utf8')];
    }));
    expect(CLAUSES.filter(({ document, quoteZh }) => words.get(document)?.includes(quoteZh) !== true)).toEqual([]);
  });
});
