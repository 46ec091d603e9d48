/** `pnpm bench <name>`: runs one benchmark and prints ratios, which hold on any machine better than rates do. */
const benchmarks: Record<string, () => Promise<{ run: () => Promise<void> }>> = {
  imports: () => import('./imports.ts'),
  ledger: () => import('./ledger.ts'),
  reads: () => import('./reads.ts'),
  rules: () => import('./rules.ts'),
  web: () => import('./web.ts'),
};

const [name = ''] = process.argv.slice(2);
const load = benchmarks[name];
if (load) {
  await (await load()).run();
} else {
  console.error(`Usage: pnpm bench <${Object.keys(benchmarks).join(' | ')}>`);
  process.exitCode = 1;
}
