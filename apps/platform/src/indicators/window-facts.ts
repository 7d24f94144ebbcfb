import { MICROS_PER_HOUR, PROJECT_SCOPE, partsOf } from '@yanshou/telemetry';
import type { CalendarPart, InventoryDevice, Micros, ProjectContract, ProjectInventory, ScopedCalendar } from '@yanshou/telemetry';
import { chartContract, explainedContract } from './contract-at.js';
import type { Span, WindowSpan } from './contract-at.js';

interface Terms {
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
}

/** When a device is commissioned that is not before the end of a window; which day that is, the window does not know. */
const NOT_YET: Micros = Number.MAX_SAFE_INTEGER;

/**
 * Inventory and contract as a stored window reads them: dates of devices and parts of calendars that begin at its end or later are
 * not of it. So a device that leaves today, or a shift that begins today, leaves every window before as it is, to the bit. A window
 * that is compared with a baseline reads what is of that. The reporting period is read as an assessment reads it, with all of them.
 */
export function windowFacts<T extends Terms>(facts: T, { to, unit = 'day' }: WindowSpan): T {
  if (unit === 'reporting') return facts;
  const until = unit === 'hour' ? to : Math.max(to, facts.contract.baseline?.to ?? to);
  return { ...facts, inventory: inventoryUntil(facts.inventory, until), contract: contractUntil(facts.contract, until) };
}

/** What a span of the contract is explained by: over its whole window what an assessment reads, over a part what that part is kept by. */
export function explainedFacts<T extends Terms>(facts: T, span: Span): T {
  const { from, to } = facts.contract.window;
  const unit = span.from === from && span.to === to ? 'reporting' : unitOf(span);
  const read = windowFacts(facts, { ...span, unit });
  return { ...read, contract: explainedContract(read.contract, span) };
}

/** What a span is drawn from: the days of dashboards say what is kept of them. */
export function chartFacts(facts: Terms, span: Span): Terms {
  const { inventory, contract } = windowFacts(facts, { ...span, unit: unitOf(span) });
  return { inventory, contract: chartContract(contract, span) };
}

const unitOf = ({ from, to }: Span): 'hour' | 'day' => (to - from <= MICROS_PER_HOUR ? 'hour' : 'day');

function inventoryUntil(inventory: ProjectInventory, until: Micros): ProjectInventory {
  const isKnown = ({ commissionedAt = -Infinity, decommissionedAt = -Infinity }: InventoryDevice): boolean => commissionedAt < until && decommissionedAt < until;
  return inventory.devices.every(isKnown) ? inventory : { ...inventory, devices: inventory.devices.map((device) => (isKnown(device) ? device : deviceUntil(device, until))) };
}

function deviceUntil({ commissionedAt, decommissionedAt, decommissionReason, ...device }: InventoryDevice, until: Micros): InventoryDevice {
  return {
    ...device, ...(commissionedAt !== undefined && { commissionedAt: commissionedAt < until ? commissionedAt : NOT_YET }),
    ...(decommissionedAt !== undefined && decommissionedAt < until && { decommissionedAt, ...(decommissionReason !== undefined && { decommissionReason }) }),
  };
}

function contractUntil(contract: ProjectContract, until: Micros): ProjectContract {
  const { calendars = [], ...terms } = contract;
  if (calendars.every((calendar) => partsOf(calendar).every((part) => isBefore(part, until)))) return contract;
  const cut = calendars.flatMap((calendar) => calendarUntil(calendar, until));
  const ofProject = cut.find(({ scope }) => scope === PROJECT_SCOPE);
  const kept = cut.filter((calendar) => calendar !== ofProject || calendar.earlier !== undefined);
  return { ...terms, plannedTime: ofProject?.plannedTime ?? terms.plannedTime, ...(kept.length > 0 && { calendars: kept }) };
}

/** The project's first part holds from the beginning, whenever it says it begins. */
function calendarUntil(calendar: ScopedCalendar, until: Micros): readonly ScopedCalendar[] {
  const parts = partsOf(calendar);
  const known = parts.filter((part) => isBefore(part, until));
  const held = known.length === 0 && calendar.scope === PROJECT_SCOPE ? parts.slice(0, 1) : known;
  const [last, earlier] = [held.at(-1), held.slice(0, -1)];
  return last === undefined ? [] : [{ scope: calendar.scope, ...last, ...(earlier.length > 0 && { earlier }) }];
}

const isBefore = ({ validFrom = -Infinity }: CalendarPart, until: Micros): boolean => validFrom < until;
