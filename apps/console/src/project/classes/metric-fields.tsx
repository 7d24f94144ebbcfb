import { useState } from 'react';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ListProblem } from '../../ui/list-problem.js';
import { METRIC_CHOICES, METRIC_NUMBERS, METRIC_TEXTS, metricField } from './class-draft.js';
import type { Metric, MetricField } from './class-draft.js';
import { CLASS_TEXTS } from './class-texts.js';
import { valueOf } from './metric-view.js';

type Entry = { readonly key: number; readonly metric: Metric | undefined };

/** The metrics of a class, line by line; `at` is where the class stands in the request. */
export function MetricFields({ at, initial }: { readonly at: string; readonly initial: readonly Metric[] }) {
  const texts = useSectionTexts(CLASS_TEXTS);
  const [entries, setEntries] = useState<readonly Entry[]>(() => initial.map((metric, key) => ({ key, metric })));
  const add = (): void => setEntries([...entries, { key: Math.max(-1, ...entries.map(({ key }) => key)) + 1, metric: undefined }]);
  return (
    <fieldset>
      <legend>{texts.metrics}</legend>
      {entries.map(({ key, metric }, index) => <MetricLine key={key} at={at} index={index} metric={metric} onRemove={() => setEntries(entries.filter((one) => one.key !== key))} />)}
      <ListProblem name={`${at}metrics`} />
      <span className="buttons"><button type="button" className="button" onClick={add}>{texts.addMetric}</button></span>
    </fieldset>
  );
}

interface MetricLineProps {
  readonly at: string;
  readonly index: number;
  /** Undefined: one that is being added. */
  readonly metric: Metric | undefined;
  readonly onRemove: () => void;
}

const REQUIRED: ReadonlySet<MetricField> = new Set(['name', 'resolution']);
const USUAL: Readonly<Partial<Record<MetricField, string>>> = { resolution: '0.01', valueType: 'number', kind: 'process', reporting: 'periodic' };

function MetricLine({ at, index, metric, onRemove }: MetricLineProps) {
  const texts = useSectionTexts(CLASS_TEXTS);
  const title = metric === undefined ? texts.newMetric(index + 1) : texts.metric(metric.name);
  const initial = (field: MetricField): string | undefined => (metric === undefined ? USUAL[field] : valueOf(metric, field));
  const tied = (field: MetricField) => ({ name: metricField(at, index, field), defaultValue: initial(field), required: REQUIRED.has(field) });
  return (
    <div className="target-line" role="group" aria-label={title}>
      <p className="target-line__name"><b>{title}</b></p>
      <div className="line-fields">
        {METRIC_TEXTS.map((field) => <label key={field}>{texts.fields[field]}<input {...tied(field)} autoComplete="off" /></label>)}
        <Choices tied={tied} />
        {METRIC_NUMBERS.map((field) => <label key={field}>{texts.fields[field]}<input {...tied(field)} type="number" step="any" /></label>)}
        <label>{texts.fields['limits.basis']}<input {...tied('limits.basis')} autoComplete="off" /></label>
        <button type="button" className="link" aria-label={texts.removeMetric(metric?.name ?? String(index + 1))} onClick={onRemove}>{texts.remove}</button>
      </div>
    </div>
  );
}

/** Type, kind, way of reporting, and what the metric means to indicators: the last by its code, as it is documented. */
function Choices({ tied }: { readonly tied: (field: MetricField) => { readonly name: string; readonly defaultValue: string | undefined; readonly required: boolean } }) {
  const texts = useSectionTexts(CLASS_TEXTS);
  const words: Readonly<Record<keyof typeof METRIC_CHOICES, Readonly<Record<string, string>>>> = { valueType: texts.valueType, kind: texts.kind, reporting: texts.reporting, role: {} };
  return Object.entries(METRIC_CHOICES).map(([name, values]) => {
    const field = name as keyof typeof METRIC_CHOICES;
    return (
      <label key={field}>{texts.fields[field]}
        <select {...tied(field)}>
          {field === 'role' && <option value="">{texts.noRole}</option>}
          {values.map((value) => <option key={value} value={value}>{words[field][value] ?? value}</option>)}
        </select>
      </label>
    );
  });
}
