import { LineSender } from './batch-sender.js';
import { InfluxFigureWriter } from './figure-writer.js';
import type { FigureWriter } from './figures.js';
import { InfluxLink } from './influx-link.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import type { InfluxLimits, InfluxSettings } from './influx-settings.js';
import { listed } from './line-source.js';

/** A writer of figures with a connection of its own. Nothing is asked of the server before the first figure: it may be down. */
export function openFigureWriter(settings: InfluxSettings, given: Partial<InfluxLimits> = {}): FigureWriter {
  const limits = { ...DEFAULT_INFLUX_LIMITS, ...given };
  const link = new InfluxLink(settings, limits);
  const sender = new LineSender(link, limits);
  return new InfluxFigureWriter({ send: (database, lines) => sender.send(database, listed(lines)), close: () => link.close() }, settings);
}
