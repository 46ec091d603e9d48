import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControlClient } from './control/client.ts';
import { startSandbox } from './sandbox.ts';
import { PIXEL_PNG_BASE64, TEST_TOKEN } from './test-sandbox.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the state file', () => {
  it('keeps chats, settings and files between two starts', async () => {
    const options = { stateFile: join(folder, 'state.json'), webRoot: '/nonexistent' };
    const first = await startSandbox(options);
    const bot = await first.control.registerBot({
      token: TEST_TOKEN,
      name: 'Coffee',
      username: 'coffee_bot',
    });
    const person = await first.control.createPerson({ photo: { dataBase64: PIXEL_PNG_BASE64 } });
    const key = { botId: bot.id, personId: person.id };
    await first.control.sendText({ ...key, text: 'remember me' });
    await first.close();

    const second = await startSandbox(options);
    const { chat, messages } = await second.control.readChat(key);
    expect(chat.isStarted).toBe(true);
    expect(messages.map((message) => message.text)).toEqual(['remember me']);
    const next = await second.control.sendText({ ...key, text: 'again' });
    expect(next.messageId).toBe(2);
    const picture = await fetch(`${second.url}${person.photoUrl}`);
    expect(picture.headers.get('content-type')).toContain('image/png');
    await second.close();
  });

  it('that is broken stops the start and is named', async () => {
    const stateFile = join(folder, 'broken.json');
    await writeFile(stateFile, '{"version":');
    await expect(startSandbox({ stateFile })).rejects.toThrow(stateFile);
  });
});

describe('the program', () => {
  const start = (...options: string[]): ChildProcess =>
    spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('prints its address in one line and saves the chats when it is stopped', async () => {
    const stateFile = join(folder, 'state.json');
    const first = start('--state', stateFile);
    const { url }: { url: string } = JSON.parse(await firstLine(first.stdout));
    await createControlClient(url).createPerson({ firstName: 'Kept' });
    first.kill('SIGTERM');
    const [exitCode] = await once(first, 'exit');
    expect(exitCode).toBe(0);

    const again = await startSandbox({ stateFile });
    const { people } = await again.control.listPeople({});
    expect(people.map((person) => person.firstName)).toEqual(['Kept']);
    await again.close();
  }, 20_000);

  it('says in one line why it cannot start', async () => {
    const running = await startSandbox();
    const second = start('--port', new URL(running.url).port);
    expect(await firstLine(second.stderr)).toMatch(/^The sandbox cannot start: .*EADDRINUSE/);
    await running.close();
  }, 20_000);
});

async function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0] ?? '';
}
