/** The checks in the order in which they run, the quick ones first. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '@regulars/prisma/generate';
import { buildWebApps } from '../start/build-web.ts';
import { root } from '../start/folders.ts';
import { type Count, countPlaywright, countVitest } from './count-tests.ts';
import { runCommand } from './run-command.ts';

export type Result = { isGood: boolean; count?: Count };
export type Stage = { name: string; run: () => Promise<Result> };

const reportsFolder = join(root, 'node_modules', '.cache', 'regulars');

export const stages: Stage[] = [
  { name: 'client', run: generateClient },
  {
    name: 'lint',
    run: () => quiet('node_modules/@biomejs/biome/bin/biome', ['ci', '--max-diagnostics=50', '.']),
  },
  { name: 'types', run: checkTypes },
  { name: 'imports', run: checkImports },
  {
    name: 'unused',
    run: () => quiet('node_modules/knip/bin/knip.js', ['--no-progress', '--no-config-hints']),
  },
  { name: 'build', run: build },
  { name: 'unit', run: runVitest },
  { name: 'journeys', run: runPlaywright },
];

async function generateClient(): Promise<Result> {
  await generate();
  return { isGood: true };
}

async function checkTypes(): Promise<Result> {
  const parents = await Promise.all(['apps', 'packages'].map(listFolders));
  const folders = ['scripts', 'prisma', 'bench', ...parents.flat()];
  const waiting = folders.filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  let isGood = true;
  const work = async () => {
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      const { isGood: isTyped } = await quiet('node_modules/typescript/bin/tsc', ['-p', folder]);
      isGood &&= isTyped;
    }
  };
  await Promise.all([work(), work()]);
  return { isGood };
}

async function listFolders(parent: string): Promise<string[]> {
  return (await readdir(join(root, parent))).map((name) => `${parent}/${name}`);
}

function checkImports(): Promise<Result> {
  const program = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  return quiet(program, ['--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'prisma']);
}

async function build(): Promise<Result> {
  await buildWebApps();
  return { isGood: true };
}

async function runVitest(): Promise<Result> {
  const report = await freshReport('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const isGood = await runCommand({
    program: 'node_modules/vitest/vitest.mjs',
    args: ['run', ...reporters],
    output: 'live',
  });
  return { isGood, count: await countVitest(report, isGood) };
}

async function runPlaywright(): Promise<Result> {
  const report = await freshReport('playwright.json');
  const isGood = await runCommand({
    program: 'apps/e2e/node_modules/@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    folder: 'apps/e2e',
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    output: 'live',
  });
  return { isGood, count: await countPlaywright(report, isGood) };
}

async function freshReport(name: string): Promise<string> {
  await mkdir(reportsFolder, { recursive: true });
  const path = join(reportsFolder, name);
  await rm(path, { force: true });
  return path;
}

async function quiet(program: string, args: string[]): Promise<Result> {
  return { isGood: await runCommand({ program, args, output: 'on failure' }) };
}
