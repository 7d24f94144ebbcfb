// node tools/compose-backup.mjs DIR [--profile scale] [--dry-run], in the folder of docker-compose.yml: everything that the containers
// have to get back, in one folder. Uses built-ins only, so that it runs where nothing is installed but Node and Docker.
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { finish, keep, makeFolder, requireArchive } from './lib/compose/backup-folder.mjs';
import { ToolError, ask, end, run, say, typed } from './lib/compose/docker.mjs';
import { LAYOUTS, compose, configuration, layoutOf, requireLayout } from './lib/compose/layout.mjs';

const USAGE = '用法 usage: node tools/compose-backup.mjs DIR [--profile scale] [--dry-run]';

/** What an operator has beside docker-compose.yml, and a new machine needs. */
const OPERATORS = ['secrets', '.env'];

function orderOf(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { profile: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
  if (positionals.length !== 1 || ![undefined, 'scale'].includes(values.profile)) throw new Error(USAGE);
  return { folder: resolve(positionals[0]), profile: values.profile === undefined ? [] : ['--profile', values.profile], dry: values['dry-run'] === true };
}

/** Runs `work` while a service stands still; one that does not run stands still already. */
async function whileStill(service, layout, work) {
  const running = service !== undefined && ask(compose(layout, ['ps', '--services', '--status', 'running'])).split('\n').includes(service);
  if (running) await run(compose(layout, ['pause', service]));
  try {
    await work();
  } finally {
    if (running) await run(compose(layout, ['unpause', service]));
  }
}

async function copy({ file, copy: words, check, still }, layout, folder) {
  const path = join(folder, file);
  const output = await open(path, 'wx', 0o600);
  try {
    await whileStill(still, layout, () => run(compose(layout, words), { output: output.fd }));
    await output.sync();
  } finally {
    await output.close();
  }
  if (check === undefined) return requireArchive(path);
  const input = await open(path);
  try {
    await run(compose(layout, check), { input: input.fd });
  } finally {
    await input.close();
  }
}

function preview(layout, folder) {
  for (const { file, copy: words, check, still } of LAYOUTS[layout].parts) {
    const path = typed([join(folder, file)]);
    if (still !== undefined) process.stdout.write(`${typed(compose(layout, ['pause', still]))}\n`);
    process.stdout.write(`${typed(compose(layout, words))} > ${path}\n`);
    if (still !== undefined) process.stdout.write(`${typed(compose(layout, ['unpause', still]))}\n`);
    if (check !== undefined) process.stdout.write(`${typed(compose(layout, check))} < ${path}\n`);
  }
}

async function backUp(folder, layout) {
  await makeFolder(folder);
  const { parts } = LAYOUTS[layout];
  for (const [index, part] of parts.entries()) {
    say(`${index + 1}/${parts.length} ${part.zh} / ${part.en}`);
    await copy(part, layout, folder).catch((error) => {
      throw new ToolError(`第 ${index + 1} 步（${part.zh}）失败，备份未完成，请删去 ${folder} 后重试：${error.message}`, `step ${index + 1} (${part.en}) failed, the backup is not finished: delete ${folder} and try again`);
    });
  }
  const kept = [];
  for (const name of OPERATORS) if (await keep(name, folder, name)) kept.push(name);
  await finish(folder, { takenAt: new Date().toISOString(), layout, parts: parts.map(({ file }) => file), operators: kept });
  say('备份含密钥：请妥善保管，另存一份到别的机器 / it holds keys and passwords: guard it, and keep a copy on another machine');
  process.stdout.write(`${folder}\n`);
}

await end(async () => {
  let order;
  try {
    order = orderOf(process.argv.slice(2));
  } catch {
    throw new ToolError(USAGE, 'DIR: 空的或尚不存在的目录 a folder that is empty or not there yet', 2);
  }
  const layout = layoutOf(configuration(order.profile));
  requireLayout(layout);
  if (order.dry) preview(layout, order.folder);
  else await backUp(order.folder, layout);
  return 0;
});
