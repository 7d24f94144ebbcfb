import type { BookShelf } from '@yanshou/registry';
import { PARTITIONS } from '@yanshou/journal-jetstream';
import { Failure } from '@yanshou/telemetry';
import type { PlatformConfig } from '../config/config.js';
import { bookName, earlierBookName, partitionBookName } from './book-names.js';

/**
 * Tells once at each start, as long as the books of this layout are behind those of the one before, that readings are
 * being projected anew and what is of no use afterwards.
 */
export async function tellEarlierLayout({ store, nats }: Pick<PlatformConfig, 'store' | 'nats'>, registry: BookShelf, tell: (notice: Failure) => void): Promise<void> {
  if (store.kind !== 'influxdb') return;
  const { settings } = store;
  const names = nats === undefined ? [bookName(settings)] : Array.from({ length: PARTITIONS }, (_, partition) => partitionBookName(settings, partition));
  const reached = new Map((await registry.bookPositions()).map(({ name, nextSequence }) => [name, nextSequence]));
  const behind = names.filter((name) => (reached.get(earlierBookName(settings, name) ?? '') ?? 0) > (reached.get(name) ?? 0));
  if (behind.length > 0) tell(layoutChanged(settings.prefix));
}

const layoutChanged = (prefix: string): Failure =>
  new Failure('store-layout-changed', `readings under ${prefix} are of an earlier layout and are projected anew`, false, {
    zh: `${prefix} 下的读数是旧布局：平台正由日志按新布局重新写入，期间照常确认消息，查询与指标逐步补齐，数据不会丢失。追上后（/readyz 正常、积压为 0）旧数据不再使用，可在每个项目库中执行 DROP MEASUREMENT "reading"，见 docs/operations.md“升级”。`,
    en: `Readings under ${prefix} are of an earlier layout: they are written anew from the journal. Messages are acknowledged as ever, queries and indicators fill up, nothing is lost. Once that has caught up (/readyz, no backlog) the old data is of no use: DROP MEASUREMENT "reading" in each project's database, see "Upgrading" in docs/operations.md.`,
  });
