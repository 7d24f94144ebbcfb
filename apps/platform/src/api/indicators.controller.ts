import { Controller } from '@nestjs/common';
import type { AnswerOf, StoredValue } from '@yanshou/api-schema';
import type { KpiValueVersion } from '@yanshou/registry';
import { differenceBetween } from '@yanshou/reports';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { catalogueView } from './catalogue-view.js';
import { Backend } from './injection.js';
import { iso, micros } from './times.js';

@Controller()
export class IndicatorsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readCatalogue')
  readCatalogue(): AnswerOf<'readCatalogue'> {
    return catalogueView();
  }

  @Operation('readIndicators')
  async readIndicators(@TheCall() { project, query }: Call<'readIndicators'>): Promise<AnswerOf<'readIndicators'>> {
    const rows = await this.backend.indicators(project.id, query.at === undefined ? undefined : micros(query.at));
    return { items: rows as unknown as AnswerOf<'readIndicators'>['items'] };
  }

  @Operation('readIndicatorHistory')
  async readIndicatorHistory(@TheCall() { project, params, query }: Call<'readIndicatorHistory'>): Promise<AnswerOf<'readIndicatorHistory'>> {
    const [from, to] = [query.from === undefined ? -Infinity : micros(query.from), query.to === undefined ? Infinity : micros(query.to)];
    const values = await this.backend.registry.kpiHistory(project.id, params.i);
    const asked = values.filter((value) => value.unit === query.unit && value.from >= from && value.from < to);
    // Versions of a window follow one another.
    return { items: asked.map((value, index) => storedView(value, value.version > 1 ? asked[index - 1] : undefined)) };
  }
}

/** What a stored value's detail says of how far the value can be trusted; absent in values of other versions. */
interface Detail {
  readonly verdict?: StoredValue['verdict'];
  readonly coverage?: number | null;
  readonly platformCoverage?: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
}

const figuresOf = ({ value, detail }: KpiValueVersion): Record<keyof NonNullable<StoredValue['difference']>, number | null> => {
  const { numerator = null, denominator = null, coverage = null } = (detail ?? {}) as Detail;
  return { value, numerator, denominator, coverage };
};

function differenceOf(before: KpiValueVersion, after: KpiValueVersion): StoredValue['difference'] {
  const [was, is] = [figuresOf(before), figuresOf(after)];
  const by = (name: keyof typeof is): number | null => differenceBetween(is[name], was[name]);
  return { value: by('value'), numerator: by('numerator'), denominator: by('denominator'), coverage: by('coverage') };
}

function storedView(stored: KpiValueVersion, before: KpiValueVersion | undefined): StoredValue {
  const { from, to, unit, value, formulaVersion, inputsDigest, version, at, reason, detail } = stored;
  const { verdict = null, coverage = null, platformCoverage = null } = (detail ?? {}) as Detail;
  return {
    from: iso(from), to: iso(to), unit, value, verdict, coverage, platformCoverage, formulaVersion, inputsDigest, version, at: iso(at),
    ...(reason === undefined ? {} : { reason }), ...(before === undefined ? {} : { difference: differenceOf(before, stored) }),
  };
}
