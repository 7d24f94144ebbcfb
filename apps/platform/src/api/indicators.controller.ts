import { Controller } from '@nestjs/common';
import type { AnswerOf, StoredValue } from '@yanshou/api-schema';
import type { KpiValueVersion } from '@yanshou/registry';
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
    return { items: values.filter((value) => value.unit === query.unit && value.from >= from && value.from < to).map(storedView) };
  }
}

/** What a stored value's detail says of how far the value can be trusted; absent in values of other versions. */
interface Detail {
  readonly verdict?: StoredValue['verdict'];
  readonly coverage?: number | null;
  readonly platformCoverage?: number | null;
}

function storedView({ from, to, unit, value, formulaVersion, inputsDigest, version, at, reason, detail }: KpiValueVersion): StoredValue {
  const { verdict = null, coverage = null, platformCoverage = null } = (detail ?? {}) as Detail;
  return {
    from: iso(from), to: iso(to), unit, value, verdict, coverage, platformCoverage, formulaVersion, inputsDigest, version, at: iso(at),
    ...(reason === undefined ? {} : { reason }),
  };
}
