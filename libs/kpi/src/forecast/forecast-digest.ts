import { sha256Hex } from '../sha256.js';
import type { ForecastQuestion, ForecastWindow } from './forecast.js';

/** `sha256:` over the digests of the windows that a forecast was made of, oldest first. */
export function forecastDigest({ indicator, comparator, target, window }: ForecastQuestion, windows: readonly ForecastWindow[]): string {
  const lines = windows.map(({ unit, from, to, inputsDigest }) => `${unit} ${from} ${to} ${inputsDigest}`);
  return `sha256:${sha256Hex([`${indicator} ${comparator} ${target} ${window.from} ${window.to}`, ...lines].join('\n'))}`;
}
