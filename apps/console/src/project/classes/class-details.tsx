import type { DeviceClassView } from '@yanshou/api-schema';
import { MASK_INTERVALS } from '@yanshou/telemetry';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { CLASS_TEXTS } from './class-texts.js';
import { MetricFields } from './metric-fields.js';

interface ClassDetailsProps {
  /** Where the class stands in the request. */
  readonly at: string;
  readonly initial: Partial<DeviceClassView>;
}

/** Names, judging interval and metrics of a class, the limits of the metrics among them. */
export function ClassDetails({ at, initial }: ClassDetailsProps) {
  const texts = useSectionTexts(CLASS_TEXTS);
  return (
    <>
      <FormText name={`${at}nameZh`} label={texts.nameZh} initial={initial.nameZh} />
      <FormText name={`${at}nameEn`} label={texts.nameEn} initial={initial.nameEn} />
      <FormChoice name={`${at}judgingIntervalMinutes`} label={texts.interval} initial={initial.judgingIntervalMinutes?.toString()} options={MASK_INTERVALS.map((minutes) => ({ value: String(minutes), label: String(minutes) }))} />
      <MetricFields at={at} initial={initial.metrics ?? []} />
    </>
  );
}

/** By the names by which the platform refuses them. */
export const classFields = (at: string): readonly string[] => ['id', 'nameZh', 'nameEn', 'judgingIntervalMinutes', 'template', 'metrics'].map((field) => `${at}${field}`);
