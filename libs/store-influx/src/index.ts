export { InfluxStore, openInfluxStore } from './influx-store.js';
export type { InfluxStoreOptions } from './influx-store.js';
export { reachServer } from './reach-server.js';
export { checkBookMarks } from './book-marks.js';
export type { InfluxServer } from './influx-server.js';
export type { InfluxLimits, InfluxSettings } from './influx-settings.js';
export { openFigureWriter } from './open-figure-writer.js';
export { platformDatabase, programmeDatabase } from './figure-writer.js';
export type {
  BaselineFigure, CoverageFigure, DayFigure, FigureWriter, IndicatorFigure, LedgerFigure, LegPoint, LimitFigure, MilestoneFigure, PlatformFigure, ProgrammeFigure, ProjectFigure, ProjectFigures,
} from './figures.js';
export { InfluxReaders } from './readers/influx-readers.js';
export type { KeptReaders } from './readers/influx-readers.js';
export type { ReaderSecret, ReaderSecrets } from './readers/reader-account.js';
export { databaseNames } from './database-names.js';
export type { DatabaseNames } from './database-names.js';
export { InfluxView } from './influx-view.js';
export type { InfluxViewOptions } from './influx-view.js';
