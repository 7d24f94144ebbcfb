import type { ChartColours } from './chart-options.js';

/** The colours of the page as they are now, light or dark. */
export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text-muted'),
    grid: colour('line'),
    line: colour('accent'),
    target: colour('text'),
    surface: colour('surface'),
    verdicts: {
      'met': colour('met'),
      'not-met': colour('not-met'),
      'insufficient-data': colour('insufficient'),
      'pending-evidence': colour('pending'),
    },
  };
}
