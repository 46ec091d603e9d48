/** Prints what the person at the terminal needs: addresses, logins and what to do first. */
import { join } from 'node:path';
import type { DemoAddresses, DemoBrand } from './demo.ts';
import { dataFolder, logsFolder, shown } from './folders.ts';

const colours = process.stdout.isTTY && !process.env.NO_COLOR;

export function printBanner(brand: DemoBrand, urls: DemoAddresses, seconds: number): void {
  const rows: [string, string][] = [
    ['Telegram sandbox', urls.sandboxUrl],
    ['Admin panel', urls.adminUrl],
    ['   e-mail', brand.admin.email],
    ['   password', brand.admin.password],
    ['Mini App', `${urls.miniAppUrl}  (opens inside Telegram: use the sandbox)`],
    ['API for tills', `${urls.apiUrl}/v1/docs`],
  ];
  const demoFile = shown(join(dataFolder, 'demo.json'));
  const lines = [
    '',
    `  ${bold('Regulars is running')}  ${dim(`started in ${seconds.toFixed(1)} s`)}`,
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(18)}${bold(value)}`),
    '',
    '  What to do first',
    '  1. Open the sandbox, make a person, open the chat with the bot and press Start.',
    '  2. Join in the Mini App and show the card.',
    '  3. Sign in to the admin panel, open Till and scan the card. The points arrive in the chat.',
    '',
    `  ${dim(`Keys and addresses: ${demoFile}    Logs: ${shown(logsFolder)}    Begin anew: npm start -- --reset`)}`,
    `  ${dim('Stop with Ctrl-C')}`,
    '',
  ];
  console.log(lines.join('\n'));
}

function bold(text: string): string {
  return colours ? `\u001b[1m${text}\u001b[0m` : text;
}

function dim(text: string): string {
  return colours ? `\u001b[2m${text}\u001b[0m` : text;
}
