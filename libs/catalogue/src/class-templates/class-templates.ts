import type { ClassTemplate } from './class-template.js';
import { BARN, GREENHOUSE, POND } from './farm.templates.js';
import { AIR_STATION, BUS } from './field.templates.js';
import { CNC_MACHINE, RETROFITTED_LATHE } from './workshop.templates.js';

/** Every template, in the order in which people read them. */
export const CLASS_TEMPLATES: readonly ClassTemplate[] = [CNC_MACHINE, RETROFITTED_LATHE, POND, GREENHOUSE, BARN, AIR_STATION, BUS];

export const classTemplate = (id: string | undefined): ClassTemplate | undefined => CLASS_TEMPLATES.find((template) => template.id === id);
