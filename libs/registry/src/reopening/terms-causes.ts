/** Why a window is computed again beside what data says (libs/store, DirtyHour), as bits that none of those has: a declared figure that stood for a period of a gain counts now, or no more. */
export const FIGURES_CHANGED = 0x08;
/** Another inventory. */
export const INVENTORY_CHANGED = 0x10;
/** Other terms of the contract, or other targets of its programme. */
export const CONTRACT_CHANGED = 0x20;
/** Another planned time: of the project, a site, a class or a device. */
export const PLANNED_TIME_CHANGED = 0x40;
