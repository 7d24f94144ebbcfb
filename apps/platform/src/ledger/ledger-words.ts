import type { AssetKind, LedgerAsset, LedgerState } from '@yanshou/telemetry';

export type LedgerField = 'assetNumber' | 'name' | 'model' | 'serial' | 'category' | 'state';

const TRADITIONAL: Readonly<Record<string, string>> = {
  資: '资', 產: '产', 編: '编', 號: '号', 設: '设', 備: '备', 類: '类', 別: '别', 狀: '状', 態: '态', 規: '规', 稱: '称', 廠: '厂', 碼: '码', 況: '况', 機: '机', 閒: '闲', 置: '置', 報: '报', 廢: '废', 體: '体', 車: '车', 檢: '检', 測: '测',
};

/** Widths, spaces, marks and traditional characters do not tell words apart. */
const plain = (text: string): string =>
  [...text.normalize('NFKC').toLowerCase().replace(/\(.*?\)|[\s*:_\-./]/g, '')].map((character) => TRADITIONAL[character] ?? character).join('');

const HEADERS: Readonly<Record<LedgerField, readonly string[]>> = {
  assetNumber: ['资产编号', '资产编码', '固定资产编号', '固定资产编码', '资产号', '资产卡片编号', '卡片编号', '设备编号', '设备编码', 'assetnumber', 'assetno', 'assetid', 'assetcode'],
  name: ['资产名称', '固定资产名称', '设备名称', '名称', 'assetname', 'name'],
  model: ['规格型号', '型号规格', '规格', '型号', 'model', 'specification'],
  serial: ['出厂编号', '出厂序列号', '序列号', '机身号', 'serialnumber', 'serialno', 'serial', 'sn'],
  category: ['资产类别', '固定资产类别', '资产分类', '设备类别', '类别', '分类', 'assetcategory', 'category', 'kind', 'type'],
  state: ['使用状态', '使用状况', '资产状态', '设备状态', '状态', '现状', 'status', 'state', 'condition'],
};

/** The field that a heading names; undefined for any other column. */
export function fieldOf(heading: string): LedgerField | undefined {
  const word = plain(heading);
  return (Object.keys(HEADERS) as LedgerField[]).find((field) => HEADERS[field].includes(word));
}

/** The first match decides: 未使用 holds 使用, 不在用 holds 在用. */
const STATES: readonly (readonly [RegExp, LedgerState])[] = [
  [/报废|已处置|处置|拆除|scrap|disposed|retired/, 'scrapped'], [/租入|融资租赁|借入|leasedin|rentedin/, 'leased-in'], [/出租|租出|借出|leasedout|rentedout|^leased$/, 'leased-out'],
  [/闲置|停用|封存|未使用|不在用|不需用|idle|unused|notinuse|standby/, 'idle'], [/在用|使用中|使用|正常|完好|inuse|active|normal/, 'in-use'],
];
export const stateOf = (text: string): LedgerState | undefined => STATES.find(([pattern]) => pattern.test(plain(text)))?.[1];

const KINDS: readonly (readonly [RegExp, AssetKind | 'none'])[] = [
  [/房屋|建筑|构筑|土地|家具|无形|软件|专利|装修|building|furniture|software|land\b/, 'none'],
  [/传感|变送器|探头|sensor/, 'sensor'], [/网关|路由|交换机|gateway|router|switch/, 'gateway'], [/摄像|监控相机|camera/, 'camera'],
  [/计算机|电脑|服务器|笔记本|打印|复印|电子设备|办公|computer|server|printer|office/, 'computer'],
  [/叉车|起重|行车|输送|搬运|agv|立体库|堆垛|conveyor|crane|forklift|handling/, 'handling'], [/检测|检验|测量|试验|测试|仪器|三坐标|inspection|test|measuring/, 'test'],
  [/农机|拖拉机|养殖|温室|增氧|投饵|farm|tractor/, 'farm'], [/客车|货车|轿车|运输设备|车辆|vehicle|truck|bus\b/, 'vehicle'],
  [/机床|车床|铣床|磨床|加工中心|机器人|生产设备|机器设备|机械设备|专用设备|生产线|压力机|注塑|焊|machine|production|robot|lathe/, 'production'],
];

/** By its category, else by its name; undefined where neither says. */
export function kindOf({ category = '', name }: Pick<LedgerAsset, 'category' | 'name'>): AssetKind | 'none' | undefined {
  const of = (text: string): AssetKind | 'none' | undefined => KINDS.find(([pattern]) => pattern.test(plain(text)))?.[1];
  return of(category) ?? of(name);
}
