/** Reads how many tests passed and failed from the reports of Vitest and Playwright. */
import { readFile } from 'node:fs/promises';

export type Count = { passed: number; failed: number };

/** A run that failed without a failed test, such as a file that does not load, counts as one. */
export async function countVitest(reportPath: string, isGood: boolean): Promise<Count> {
  const report = await readReport(reportPath);
  return atLeastOneIf(!isGood, numberAt(report, 'numPassedTests'), numberAt(report, 'numFailedTests'));
}

export async function countPlaywright(reportPath: string, isGood: boolean): Promise<Count> {
  const report = await readReport(reportPath);
  const stats = typeof report.stats === 'object' && report.stats !== null ? { ...report.stats } : {};
  const passed = numberAt(stats, 'expected') + numberAt(stats, 'flaky');
  return atLeastOneIf(!isGood, passed, numberAt(stats, 'unexpected'));
}

function atLeastOneIf(isBad: boolean, passed: number, failed: number): Count {
  return { passed, failed: isBad ? Math.max(failed, 1) : failed };
}

async function readReport(path: string): Promise<Record<string, unknown>> {
  const content = await readFile(path, 'utf8').catch(() => null);
  return content === null ? {} : JSON.parse(content);
}

function numberAt(report: Record<string, unknown>, key: string): number {
  const value = report[key];
  return typeof value === 'number' ? value : 0;
}
