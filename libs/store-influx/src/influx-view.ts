import type { ProjectionBook, ReadingQuery } from '@yanshou/store';
import { Confirmed } from './confirmed.js';
import { InfluxAnswers } from './influx-answers.js';
import type { Look } from './influx-answers.js';
import { InfluxLink } from './influx-link.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import type { InfluxLimits, InfluxSettings } from './influx-settings.js';
import { PointSource } from './point-source.js';
import { SeriesDirectory } from './series-directory.js';

export interface InfluxViewOptions {
  readonly settings: InfluxSettings;
  /** The book of whoever writes. The view closes its end of it. */
  readonly book: ProjectionBook;
  readonly limits?: Partial<InfluxLimits>;
}

/** What another process stores, to be read. It keeps nothing: every answer is as of the moment at which it is asked for. */
export class InfluxView extends InfluxAnswers {
  private readonly link: InfluxLink;

  constructor(private readonly options: InfluxViewOptions) {
    super(options.book);
    this.link = new InfluxLink(options.settings, { ...DEFAULT_INFLUX_LIMITS, ...options.limits });
  }

  /** Breaks off requests under way. */
  async close(): Promise<void> {
    this.link.close();
    await this.options.book.close();
  }

  protected async look(selection: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): Promise<Look> {
    const { book, settings } = this.options;
    const { cursor, principals, series } = await book.view(selection);
    const directory = new SeriesDirectory({ principals, series });
    return { directory, source: new PointSource(this.link, settings, new Confirmed(cursor)) };
  }
}
