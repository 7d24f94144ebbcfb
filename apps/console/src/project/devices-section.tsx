import { useQuery } from '@tanstack/react-query';
import type { DeviceWithState, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { Link } from 'react-router';
import { devicesQuery, useSession } from '../api/queries.js';
import { freezeQuery } from '../api/work-queries.js';
import { useTexts } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayWork } from '../session/rights.js';
import { ChoiceGroup } from '../ui/choice-group.js';
import { DEVICE_STATES, DeviceCounts, StateDot } from '../ui/device-counts.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { Pager } from '../ui/pager.js';
import { SearchField } from '../ui/search-field.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { useOpened } from '../ui/use-opened.js';
import type { Opened } from '../ui/use-opened.js';
import { DECOMMISSION_TEXTS } from './decommission-texts.js';
import { countStates, filterDevices, pageOf } from './device-filter.js';
import type { DeviceFilter } from './device-filter.js';
import { DevicesTable } from './devices-table.js';
import { tabAddress } from './project-tabs.js';

/** The inventory with the state of each device, what never connected included; members state what leaves service. */
export function DevicesSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useTexts();
  const query = useQuery(devicesQuery(project.id));
  const opened = useOpened<string>();
  return (
    <Section id="devices" title={texts.project.devices} aside={query.data && <DeviceCounts counts={countStates(query.data)} />}>
      <Notice text={opened.said} />
      <Loaded query={query}>
        {(devices) => devices.length === 0 ? <Empty title={texts.devices.empty} /> : <DeviceList project={project} devices={devices} opened={opened} />}
      </Loaded>
    </Section>
  );
}

/** Leads to where what is frozen is asked for. */
function Frozen({ project }: { readonly project: string }) {
  const texts = useSectionTexts(DECOMMISSION_TEXTS);
  return <p className="muted">{texts.frozen} <Link to={`${tabAddress(project, 'ledger')}#changes`}>{texts.toChanges}</Link></p>;
}

interface DeviceListProps {
  readonly project: ProjectDetail;
  readonly devices: readonly DeviceWithState[];
  readonly opened: Opened<string>;
}

function DeviceList({ project, devices, opened: { open, show, close } }: DeviceListProps) {
  const texts = useTexts();
  const { data: session } = useSession();
  const { data: freeze } = useQuery(freezeQuery(project.id));
  const [filter, setFilter] = useState<DeviceFilter>({ state: 'all', text: '' });
  const [wanted, setPage] = useState(0);
  const change = (changed: Partial<DeviceFilter>): void => {
    setFilter({ ...filter, ...changed });
    setPage(0);
  };
  // Nothing is offered before it is known whether it would be refused.
  const mayDecommission = mayWork(session) && freeze !== undefined && freeze?.inForce !== true;
  const matching = filterDevices(devices, filter);
  const { items, page, pages, first, last } = pageOf(matching, wanted);
  const states = DEVICE_STATES.map((value) => ({ value, label: <><StateDot state={value} />{texts.deviceState[value]}</> }));
  return (
    <>
      {mayWork(session) && freeze?.inForce === true && <Frozen project={project.id} />}
      <div className="toolbar">
        <ChoiceGroup label={texts.devices.stateFilter} choices={[{ value: 'all', label: texts.devices.allStates }, ...states]} chosen={filter.state} onChoose={(state) => change({ state })} />
        <SearchField label={texts.devices.search} hint={texts.devices.searchHint} text={filter.text} onChange={(text) => change({ text })} />
      </div>
      {matching.length === 0 ? <Empty title={texts.devices.noMatch} /> : <DevicesTable project={project} devices={items} mayDecommission={mayDecommission} open={open} onOpen={show} onClose={close} />}
      {pages > 1 && <Pager page={page} pages={pages} label={texts.devices.page(first, last, matching.length)} onPage={setPage} />}
    </>
  );
}
