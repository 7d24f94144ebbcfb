import { createRequire } from 'node:module';
import type { Verdict } from '@yanshou/catalogue';
import type { TableLayout, Style } from './document.js';

/** A4 in points: what is between the margins. */
export const PAGE = { margins: [40, 50, 40, 48] as [number, number, number, number], width: 515 };

export const COLOURS = { ink: '#1a1a1a', muted: '#555555', accent: '#1f3a5f', line: '#9aa5b1', head: '#eef2f6', warning: '#a15c00', danger: '#a3231f' } as const;
/** They hold in grey too: the verdict is always written. */
export const VERDICT_COLOURS: Readonly<Record<Verdict, string>> = { 'met': '#1b6e3a', 'not-met': '#a3231f', 'insufficient-data': '#7a5200', 'pending-evidence': '#7a5200' };

export const FONT = 'Noto Sans SC';
const resolve = createRequire(import.meta.url).resolve;
export const FONT_FILES = {
  normal: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
} as const;

export const STYLES: Readonly<Record<string, Style>> = {
  title: { fontSize: 20, bold: true, alignment: 'center', color: COLOURS.accent },
  section: { fontSize: 13, bold: true, color: COLOURS.accent, margin: [0, 10, 0, 4] },
  indicator: { fontSize: 12, bold: true },
  heading: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
  muted: { fontSize: 7.5, color: COLOURS.muted },
  command: { fontSize: 8, color: COLOURS.ink, margin: [12, 1, 0, 4] },
};

export const PADDING = 3;
const RULE = 0.5;

/** Thin rules all around, the head shaded. */
export const GRID: TableLayout = {
  hLineWidth: () => RULE, vLineWidth: () => RULE, hLineColor: () => COLOURS.line, vLineColor: () => COLOURS.line,
  paddingLeft: () => PADDING, paddingRight: () => PADDING, paddingTop: () => 1.5, paddingBottom: () => 1.5,
};

/** The same below a title that is a row of the table. */
export const TITLED_GRID: TableLayout = { ...GRID, hLineWidth: (line) => (line === 0 ? 0 : RULE) };

/** What columns share among them when there are so many. */
export const roomFor = (columns: number): number => PAGE.width - columns * (2 * PADDING + RULE) - RULE;
