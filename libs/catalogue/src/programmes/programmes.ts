import type { Demand, Direction, Programme } from './programme.js';
import { P1 } from './p1.js';
import { P2 } from './p2.js';
import { P3 } from './p3.js';
import { P4 } from './p4.js';

/** The funding programmes, with all that their documents demand, as data. */
export const PROGRAMMES: readonly Programme[] = [P1, P2, P3, P4];

const DIRECTIONS = new Map(PROGRAMMES.flatMap(({ directions }) => directions).map((direction) => [direction.id, direction]));

export const findProgramme = (id: string): Programme | undefined => PROGRAMMES.find((programme) => programme.id === id);
export const findDirection = (id: string): Direction | undefined => DIRECTIONS.get(id);

/** What a direction demands of an indicator; undefined where it demands nothing of it. */
export const findDemand = (direction: string, indicator: string): Demand | undefined =>
  DIRECTIONS.get(direction)?.demands.find((demand) => demand.indicator === indicator);
