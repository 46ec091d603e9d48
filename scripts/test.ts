/** `npm test`: every check from formatting to journeys in a browser; `-- --only lint,unit` runs some. */
import { type Stage, stages } from './test/stages.ts';

const chosen = chooseStages(process.argv.slice(2));
const total = { passed: 0, failed: 0 };
const failedStages: string[] = [];

for (const stage of chosen) await runStage(stage);

if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(failedStages.length > 0 ? 1 : 0);

async function runStage({ name, run }: Stage): Promise<void> {
  const startedAt = performance.now();
  const { isGood, count } = await run().catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : String(error));
    return { isGood: false, count: undefined };
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const tests = count === undefined ? '' : `  ${count.passed} passed, ${count.failed} failed`;
  console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)}${seconds.padStart(6)} s${tests}`);
  total.passed += count?.passed ?? 0;
  total.failed += count?.failed ?? 0;
  if (!isGood) failedStages.push(name);
}

function chooseStages(args: readonly string[]): Stage[] {
  const [flag, names] = args;
  if (flag === undefined) return stages;
  const wanted = flag === '--only' ? (names ?? '').split(',') : [];
  const found = stages.filter((stage) => wanted.includes(stage.name));
  if (found.length === 0 || found.length !== wanted.length) {
    console.error(`Usage: npm test [-- --only ${stages.map((stage) => stage.name).join(',')}]`);
    process.exit(2);
  }
  return found;
}
