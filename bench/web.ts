/** How heavy the Mini App's first screen is, and when its largest part is painted on a slow phone far away. */
import { readFile, stat } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type CDPSession, launchChromium, type Page } from '@regulars/e2e/product/browser.ts';
import { type Demo, joinQuietly } from '@regulars/e2e/product/fixtures.ts';
import { buyOften } from '@regulars/e2e/product/phone.ts';
import startProduct from '@regulars/e2e/product/start.ts';
import { createControlClient } from '@regulars/sandbox/control/client.ts';

const aims = { scriptBytes: 115_000, largestPaintMs: 2_000 };
const coldLoads = 5;
const purchases = 12;
/** Lighthouse's slow 4G and its slower processor. */
const slow4G = {
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
  offline: false,
};
const processorSlowdown = 4;
/** Nothing larger is painted after this long without a change. */
const settledMs = 2_500;
const loadTimeoutMs = 60_000;

const builtApp = join(import.meta.dirname, '../apps/miniapp/dist');

export async function run(): Promise<void> {
  const stopProduct = await startProduct();
  try {
    await tellScripts();
    const demo = JSON.parse(await readFile(process.env.REGULARS_DEMO_FILE ?? '', 'utf8'));
    await tellLargestPaint(demo);
  } finally {
    await stopProduct();
  }
}

/** The module of index.html and what it says to fetch with it: everything that runs before the first screen. */
async function tellScripts(): Promise<void> {
  const page = await readFile(join(builtApp, 'index.html'), 'utf8');
  const found = page.matchAll(
    /<(?:script[^>]*type="module"[^>]*src|link[^>]*rel="modulepreload"[^>]*href)="([^"]+)"/g,
  );
  const names = [...found].map(([, address = '']) => address.replace('/app-assets/', ''));
  console.log('JavaScript of the first screen, gzip');
  let total = 0;
  for (const name of names) {
    const { size } = await stat(join(builtApp, `${name}.gz`));
    total += size;
    console.log(`  ${kilobytes(size).padStart(9)}  ${name}`);
  }
  console.log(
    `  ${kilobytes(total).padStart(9)}  in all; aim ${kilobytes(aims.scriptBytes)}: ${verdict(total, aims.scriptBytes)}`,
  );
  const withZod = await namesWithZod(names);
  console.log(withZod.length === 0 ? '  no zod inside' : `  zod is inside ${withZod.join(', ')}`);
}

async function namesWithZod(names: readonly string[]): Promise<string[]> {
  // The bundler's own few lines have no map.
  const maps = await Promise.all(
    names.map((name) => readFile(join(builtApp, `${name}.map`), 'utf8').catch(() => '')),
  );
  return names.filter((_, index) => /node_modules\/zod\//.test(maps[index] ?? ''));
}

/** Cold loads by a member with a history, signed by the sandbox, against the running product. */
async function tellLargestPaint(demo: Demo): Promise<void> {
  const control = createControlClient(demo.sandboxUrl);
  const { id } = await control.createPerson({ firstName: 'Вера' });
  const person = { botId: Number(demo.botToken.split(':')[0]), personId: id };
  await buyOften(demo, await joinQuietly(demo, control, person), purchases);
  const browser = await launchChromium();
  try {
    console.log(
      `\nLargest paint: 1.6 Mbit/s, 150 ms, processor ${processorSlowdown} times slower, empty cache`,
    );
    const loads: Load[] = [];
    for (let number = 0; number < coldLoads; number += 1) {
      const { url } = await control.openMiniApp({ ...person, launch: { platform: 'android' } });
      const load = await loadOnce(browser, url);
      loads.push(load);
      const { largestMs, scriptsMs, sessionMs, bytes, what } = load;
      console.log(
        `  ${seconds(largestMs)}  (scripts at ${seconds(scriptsMs)}, session at ${seconds(sessionMs)}, ${kilobytes(bytes)} fetched; ${what})`,
      );
    }
    const median =
      loads.map(({ largestMs }) => largestMs).sort((one, other) => one - other)[Math.floor(coldLoads / 2)] ??
      0;
    console.log(
      `  ${seconds(median)}  median; aim ${seconds(aims.largestPaintMs)}: ${verdict(median, aims.largestPaintMs)}`,
    );
    const [busy = 0] = loadavg();
    console.log(`  machine: ${cpus().length} processors, load ${busy.toFixed(1)}`);
  } finally {
    await browser.close();
  }
}

interface Load {
  largestMs: number;
  /** When the last script of the first screen had arrived; what follows is the processor's. */
  scriptsMs: number;
  /** When the session's answer had arrived. */
  sessionMs: number;
  bytes: number;
  what: string;
}

async function loadOnce(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 780 },
    deviceScaleFactor: 2,
    locale: 'ru-RU',
  });
  try {
    const page = await context.newPage();
    const network = await slowDown(page);
    await page.addInitScript(beTelegram);
    await page.goto(url, { timeout: loadTimeoutMs, waitUntil: 'commit' });
    await page.locator('.card-count').waitFor({ timeout: loadTimeoutMs });
    await sleep(settledMs);
    return { ...(await page.evaluate(readPaints)), bytes: network.bytes };
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page): Promise<{ bytes: number }> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  const network = { bytes: 0 };
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    network.bytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', slow4G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: processorSlowdown });
  return network;
}

/** Runs in the page: what Telegram for Android puts there, and an ear for paints. */
function beTelegram(): void {
  Object.assign(window, { TelegramWebviewProxy: { postEvent: () => undefined }, paints: [] });
  new PerformanceObserver((list) => {
    Object.assign(window, { largestPaint: list.getEntries().at(-1) });
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}

/** Runs in the page. */
function readPaints(): Omit<Load, 'bytes'> {
  const largest: unknown = Reflect.get(window, 'largestPaint');
  if (!(largest instanceof LargestContentfulPaint)) throw new Error('nothing was painted');
  const fetched = performance
    .getEntriesByType('resource')
    .filter(({ startTime, duration }) => startTime + duration <= largest.startTime);
  const session = fetched.find(({ name }) => name.endsWith('/session'));
  const scripts = fetched.filter(({ name }) => name.endsWith('.js'));
  return {
    largestMs: largest.startTime,
    scriptsMs: Math.max(0, ...scripts.map(({ startTime, duration }) => startTime + duration)),
    sessionMs: session ? session.startTime + session.duration : 0,
    what: (largest.element?.textContent ?? '').slice(0, 40),
  };
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const verdict = (value: number, aim: number): string =>
  `${(value / aim).toFixed(2)} of it, ${value <= aim ? 'reached' : 'missed'}`;
