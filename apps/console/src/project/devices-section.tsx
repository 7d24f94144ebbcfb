import { useQuery } from '@tanstack/react-query';
import type { DeviceWithState, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { devicesQuery } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { ChoiceGroup } from '../ui/choice-group.js';
import { DEVICE_STATES, DeviceCounts, StateDot } from '../ui/device-counts.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { SearchField } from '../ui/search-field.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { countStates, filterDevices, pageOf } from './device-filter.js';
import type { DeviceFilter } from './device-filter.js';
import { DevicesTable } from './devices-table.js';

/** The inventory with the state of each device, what never connected included. */
export function DevicesSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useTexts();
  const query = useQuery(devicesQuery(project.id));
  return (
    <Section id="devices" title={texts.project.devices} aside={query.data && <DeviceCounts counts={countStates(query.data)} />}>
      <Loaded query={query}>
        {(devices) => devices.length === 0 ? <Empty title={texts.devices.empty} /> : <DeviceList devices={devices} zone={project.zone} />}
      </Loaded>
    </Section>
  );
}

interface DeviceListProps {
  readonly devices: readonly DeviceWithState[];
  readonly zone: string;
}

function DeviceList({ devices, zone }: DeviceListProps) {
  const texts = useTexts();
  const [filter, setFilter] = useState<DeviceFilter>({ state: 'all', text: '' });
  const [wanted, setPage] = useState(0);
  const change = (changed: Partial<DeviceFilter>): void => {
    setFilter({ ...filter, ...changed });
    setPage(0);
  };
  const matching = filterDevices(devices, filter);
  const { items, page, pages, first, last } = pageOf(matching, wanted);
  const states = DEVICE_STATES.map((value) => ({ value, label: <><StateDot state={value} />{texts.deviceState[value]}</> }));
  return (
    <>
      <div className="toolbar">
        <ChoiceGroup label={texts.devices.stateFilter} choices={[{ value: 'all', label: texts.devices.allStates }, ...states]} chosen={filter.state} onChoose={(state) => change({ state })} />
        <SearchField label={texts.devices.search} hint={texts.devices.searchHint} text={filter.text} onChange={(text) => change({ text })} />
      </div>
      {matching.length === 0 ? <Empty title={texts.devices.noMatch} /> : <DevicesTable devices={items} zone={zone} />}
      {pages > 1 && <Pager page={page} pages={pages} label={texts.devices.page(first, last, matching.length)} onPage={setPage} />}
    </>
  );
}
