import { FAULT_NAMES } from '../faults/parse-faults.js';
import { REPLAY_NAMES } from '../replay/load-replays.js';
import { SCENARIO_NAMES } from '../scenarios/index.js';

export const helpText = (): string => `用法 / usage
  npm run sim -- SCENARIO [选项 / options]
  npm run sim -- replay DIR [--project ID] [--mqtt URL] [--credentials FILE] [--progress json]

场景 / scenarios   ${SCENARIO_NAMES.join(', ')}
回放 / recordings  ${REPLAY_NAMES.join(', ')}
故障 / faults      ${FAULT_NAMES.join(', ')}

  --mqtt URL          服务器地址 / broker, default mqtt://127.0.0.1:1883
  --credentials FILE  JSON {"project/device": "secret"}；缺省时匿名连接 / without it devices connect anonymously
  --devices N         设备总数（含不联网的） / assets in all, those that never connect included
  --rate R            全部设备合计每秒消息数 / messages a second of all devices together
  --seed S            随机种子 / seed, default 1: the same seed sends the same readings
  --speed X           倍速 / times real time; a faster run begins in the past and ends now
  --duration T        时长 / 90s, 10m, 2h, 1d of run time; without it until interrupted
  --faults a,b        注入故障 / faults to inject
  --history DAYS      以最快速度发送最近若干天后退出 / send the past days as fast as acknowledged, then exit
  --now TIME          以此时刻为“现在” / ISO 8601 time that counts as now for --history
  --connections N     同时连接数 / connections at a time, default 32
  --progress json     每 200 毫秒一行 JSON 进度 / one line of JSON every 200 ms on stdout
  -h, --help

退出码 / exit: 0 全部得到确认 / everything acknowledged, 1 未全部确认 / not everything, 2 参数错误 / bad arguments
`;
