/** Builds the web apps, each only when something it is made of has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './folders.ts';

const apps = ['apps/miniapp', 'apps/admin', 'apps/sandbox'];
const shared = [
  'packages/contracts',
  'packages/client',
  'packages/ui',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];
const stampsFolder = join(root, 'node_modules', '.cache', 'regulars');
const ignored = new Set(['node_modules', 'dist', 'test-results']);

/** Answers the apps that were built. */
export async function buildWebApps(): Promise<string[]> {
  await mkdir(stampsFolder, { recursive: true });
  const built = await Promise.all(apps.map(buildIfChanged));
  return apps.filter((_, index) => built[index]);
}

async function buildIfChanged(app: string): Promise<boolean> {
  const stampPath = join(stampsFolder, `${app.replace('/', '-')}.hash`);
  const stamp = await hashOf([app, ...shared]);
  const isBuilt = await stat(join(root, app, 'dist')).then(
    () => true,
    () => false,
  );
  if (isBuilt && (await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return false;

  const child = spawn(
    process.execPath,
    [join(root, app, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'],
    {
      cwd: join(root, app),
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exit = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${app} could not be built:\n${out}\n${err}`);
  await writeFile(stampPath, stamp);
  return true;
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(paths.map(listFiles))).flat()) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

/** Every file under the path, sorted; a path that is a file answers itself. */
async function listFiles(path: string): Promise<string[]> {
  if ((await stat(join(root, path))).isFile()) return [path];
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const names = entries.filter((entry) => !ignored.has(entry.name)).map((entry) => entry.name);
  return (await Promise.all(names.sort().map((name) => listFiles(`${path}/${name}`)))).flat();
}
