/**
 * Installs the dependencies when they have changed. Plain JavaScript for any Node from 20 on: it runs before
 * the pinned Node 24 is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stampPath = join(root, 'node_modules', '.installed');
const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;

const stamp = hashOfManifests();
const isCurrent = existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp;
if (!isCurrent) {
  console.log('Installing dependencies…');
  const args = [
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=append-only',
    '--loglevel=error',
  ];
  // The lockfile names every package by its content's hash and was checked when it was written; asking the
  // registry for each package's age again would double the time of the first start.
  const settings = ['--config.minimumReleaseAge=0', '--config.confirmModulesPurge=false'];
  const { status } = spawnSync('npx', ['--yes', pnpm, ...args, ...settings], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('\nThe dependencies could not be installed; the lines above say why.');
    process.exit(status ?? 1);
  }
  writeFileSync(stampPath, stamp);
}

function hashOfManifests() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  const manifests = ['.', 'bench', 'prisma', ...folders].map((folder) => join(folder, 'package.json'));
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    const path = join(root, name);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}
