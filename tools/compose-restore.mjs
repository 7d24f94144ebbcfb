// node tools/compose-restore.mjs DIR [--check | --dry-run], in the folder of docker-compose.yml: brings a backup of
// tools/compose-backup.mjs back into containers that have no data yet. Starts the servers, not the platform.
import { existsSync } from 'node:fs';
import { chmod, cp, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow, isSame, openBackup } from './lib/compose/backup-folder.mjs';
import { ToolError, ask, end, run, say, typed } from './lib/compose/docker.mjs';
import { LAYOUTS, compose, configuration } from './lib/compose/layout.mjs';

const USAGE = '用法 usage: node tools/compose-restore.mjs DIR [--check | --dry-run]';

function orderOf(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { check: { type: 'boolean' }, 'dry-run': { type: 'boolean' } } });
  if (positionals.length !== 1) throw new Error(USAGE);
  return { folder: resolve(positionals[0]), only: values.check === true, dry: values['dry-run'] === true };
}

/** Throws ToolError when a volume is there already: nothing is ever written over. */
function requireNoVolumes({ volumes }) {
  const there = new Set(ask(['docker', 'volume', 'ls', '--quiet']).split('\n'));
  const taken = Object.values(volumes).map(({ name }) => name).filter((name) => there.has(name));
  if (taken.length === 0) return;
  throw new ToolError(
    `已有数据卷 ${taken.join('、')}：恢复从不覆盖数据。请在新机器上恢复；确认其中没有要保留的内容后，也可先执行 docker compose --profile scale down --volumes（不可撤销）`,
    `there are volumes already (${taken.join(', ')}), and restoring never overwrites data: restore on a new machine, or, when you are sure that nothing in them is needed, run that command first; it cannot be undone`,
  );
}

/** Throws ToolError unless the platform's image was built: half a restore is worse than none. */
function requireImage({ services }, layout) {
  const { image } = services[layout === 'scale' ? 'api' : 'platform'];
  if (ask(['docker', 'image', 'ls', '--quiet', image]).trim() !== '') return;
  throw new ToolError(`没有映像 ${image}：先执行 docker compose build platform`, `there is no image ${image}: run that command first`);
}

/** Throws ToolError where secrets or settings differ: the servers would not let the platform in, or it would read another prefix of InfluxDB. */
async function requireOperators(folder, names) {
  const differs = async (name) => existsSync(name) && !(names.includes(name) && (await isSame(join(folder, name), name)));
  if (names.includes('secrets') && (await differs('secrets'))) {
    throw new ToolError('secrets/ 与备份中的不同：服务器恢复后只认备份中的密码与令牌。请先移走 secrets/，再执行', 'secrets/ is not that of the backup, and the restored servers take no other: move it away, then run this again');
  }
  if (await differs('.env')) {
    throw new ToolError('.env 与备份中的不同：前缀、叠加的文件或项目名不同，恢复的平台就不在它的数据上启动。请先移走 .env，再执行（备份中的会放回）；本机特有的设置在恢复之后修改', '.env is not that of the backup, and with another prefix, files or project name the platform would not start on its data: move it away, then run this again, which puts back that of the backup if there is one; change what is this machine\'s own afterwards');
  }
}

/** Puts secrets and settings back where there are none. */
async function bringOperators(folder, names) {
  for (const name of names) if (!existsSync(name)) await cp(join(folder, name), name, { recursive: true });
  if (!names.includes('secrets')) return;
  // Containers have users of their own: the folder hides the files on this machine.
  await chmod('secrets', 0o700);
  for (const path of await filesBelow('secrets')) await chmod(join('secrets', path), 0o644);
}

const startServers = (layout) => compose(layout, ['up', '-d', '--wait', ...LAYOUTS[layout].servers]);

async function bring({ file, bring: words }, layout, folder) {
  const input = await open(join(folder, file));
  try {
    await run(compose(layout, words), { input: input.fd });
  } finally {
    await input.close();
  }
}

function preview(layout, folder) {
  process.stdout.write(`${typed(startServers(layout))}\n`);
  for (const { file, bring: words } of LAYOUTS[layout].parts) process.stdout.write(`${typed(compose(layout, words))} < ${typed([join(folder, file)])}\n`);
}

async function restore(folder, { layout, operators }) {
  const { parts, profile, settings } = LAYOUTS[layout];
  await requireOperators(folder, operators);
  // Its .env says of which project the volumes are; it is brought when nothing is in the way.
  const found = configuration(profile, operators.includes('.env') ? join(folder, '.env') : undefined);
  requireNoVolumes(found);
  requireImage(found, layout);
  await bringOperators(folder, operators);
  const steps = [{ zh: '启动服务器', en: 'starting the servers', work: () => run(startServers(layout)) }, ...parts.map((part) => ({ ...part, work: () => bring(part, layout, folder) }))];
  for (const [index, { zh, en, work }] of steps.entries()) {
    say(`${index + 1}/${steps.length} ${zh} / ${en}`);
    await work().catch((error) => {
      throw new ToolError(
        `第 ${index + 1} 步（${zh}）失败，恢复未完成，不要启动平台：排除原因，执行 docker compose --profile scale down --volumes（其中只有本次恢复的内容），再重新恢复。${error.message}`,
        `step ${index + 1} (${en}) failed, the restore is not finished, do not start the platform: mend it, run that command (there is nothing in the volumes but what this restore brought) and begin again`,
      );
    });
  }
  if (settings.length > 0) say(`.env 中须有 has to have: ${settings.join(' ')}`);
  say('已恢复；启动平台 restored; now start the platform: docker compose up -d --wait');
}

await end(async () => {
  let order;
  try {
    order = orderOf(process.argv.slice(2));
  } catch {
    throw new ToolError(USAGE, 'DIR: tools/compose-backup.mjs 写成的目录 a folder that it wrote', 2);
  }
  const facts = await openBackup(order.folder);
  if (order.only) process.stdout.write(`备份完好 the backup is intact  ${facts.takenAt}  ${facts.layout}\n`);
  else if (order.dry) preview(facts.layout, order.folder);
  else await restore(order.folder, facts);
  return 0;
});
