import { useQuery } from '@tanstack/react-query';
import type { Contract, PlannedTimeView } from '@yanshou/api-schema';
import { settingsQuery } from '../../administration/administration-queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { useDirectionOptions } from '../../programme/directions.js';
import { FormArea, FormChoice, FormText } from '../../ui/form-fields.js';
import { shiftsText } from '../freeze/change-view.js';
import { FREEZE_TEXTS } from '../freeze/freeze-texts.js';
import { PERIODS, percentOf } from './contract-draft.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { daysOf } from './period-days.js';

interface PlaceFieldsProps {
  readonly programme: string;
  readonly direction: string;
  readonly batch: string;
  readonly onDirection: (direction: string) => void;
  readonly onBatch: (batch: string) => void;
}

/** Where in the programme the project stands: its direction and batch. */
export function PlaceFields({ programme, direction, batch, onDirection, onBatch }: PlaceFieldsProps) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const known = useDirectionOptions(programme);
  const { data: settings } = useQuery(settingsQuery(programme));
  const directions = direction === '' || known.some(({ value }) => value === direction) ? known : [{ value: direction, label: direction }, ...known];
  const batches = [...new Set([...(batch === '' ? [] : [batch]), ...settings?.ruleDocuments.flatMap((document) => document.batches) ?? []])].map((value) => ({ value, label: value }));
  return (
    <>
      <FormChoice name="contract.direction" label={texts.direction} options={directions} initial={direction} onChoose={onDirection} isWide />
      <FormChoice name="contract.batch" label={texts.batch} hint={texts.batchHint} options={batches} initial={batch} onChoose={onBatch} isOptional isWide />
    </>
  );
}

interface ContractFieldsProps {
  readonly contract: Contract | null;
}

/** Days of the project's zone, first and last. */
export function PeriodFields({ contract, zone }: ContractFieldsProps & { readonly zone: string }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  return (
    <>
      {PERIODS.flatMap((name) => {
        const days = daysOf(contract?.[name], zone);
        const isOptional = name !== 'window';
        return (['from', 'to'] as const).map((end) => <FormText key={`${name} ${end}`} name={`contract.${name}.${end}`} type="date" label={texts[end](texts[name])} initial={days[end]} isOptional={isOptional} />);
      })}
    </>
  );
}

/** From which shares data counts; in per cent. */
export function ThresholdFields({ contract }: ContractFieldsProps) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const percent = (share: number | undefined): string | undefined => (share === undefined ? undefined : percentOf(share));
  const field = { type: 'number', min: 0, max: '100', step: 'any' } as const;
  return (
    <>
      <FormText name="contract.networkedThreshold" {...field} label={texts.networkedThreshold} hint={texts.networkedHint} initial={percent(contract?.networkedThreshold)} />
      <FormText name="contract.minimumPlatformCoverage" {...field} label={texts.minimumPlatformCoverage} hint={texts.coverageHint} initial={percent(contract?.minimumPlatformCoverage)} />
      <FormText name="contract.minimumDeviceCoverage" {...field} label={texts.minimumDeviceCoverage} hint={texts.coverageHint} initial={percent(contract?.minimumDeviceCoverage)} isOptional />
      <FormText name="contract.lateDeliveryHours" type="number" min={1} max="8760" label={texts.lateDeliveryHours} hint={texts.lateHint} initial={contract?.lateDeliveryHours?.toString()} isOptional />
    </>
  );
}

/** Shifts and holidays; what the planned time has beside them stays. */
export function PlannedTimeFields({ plannedTime }: { readonly plannedTime: PlannedTimeView | undefined }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  return (
    <>
      <FormArea name="shifts" label={texts.shifts} hint={texts.shiftsHint} initial={shiftsText(plannedTime?.shifts ?? [])} rows={3} isOptional />
      <FormArea name="holidays" label={texts.holidays} hint={texts.holidaysHint} initial={(plannedTime?.holidays ?? []).join('\n')} rows={3} isOptional />
    </>
  );
}
