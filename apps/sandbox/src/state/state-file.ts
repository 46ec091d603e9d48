// Keeps bots, people, chats, channels and files in one JSON file, so that a restart goes on where it stopped.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { type FileRecord, type MessageHistory, type StateFile, stateFileSchema } from './types.ts';
import type { World } from './world.ts';

const MIN_PAUSE_MS = 1000;
/** The pause between two writes is at least so many times as long as a write takes. */
const BUSY_SHARE = 20;

export interface StateKeeper {
  /** Writes what is not yet written. */
  close: () => Promise<void>;
}

export async function keepState(world: World, path: string): Promise<StateKeeper> {
  const saved = await readState(path);
  if (saved) restore(world, saved);
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = MIN_PAUSE_MS;
  let writing: Promise<void> = Promise.resolve();
  const write = (): void => {
    timer = null;
    writing = writing.then(async () => {
      const begin = performance.now();
      await writeState(world, path);
      pauseMs = Math.max(MIN_PAUSE_MS, (performance.now() - begin) * BUSY_SHARE);
    });
  };
  const unsubscribe = world.changes.subscribe(() => {
    timer ??= setTimeout(write, pauseMs);
  });
  return {
    close: async () => {
      unsubscribe();
      if (timer) clearTimeout(timer);
      write();
      await writing;
    },
  };
}

async function readState(path: string): Promise<StateFile | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = stateFileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${path} is no state file of this sandbox; remove it to begin anew`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Written beside and renamed, so that a stop in the middle leaves the last whole file.
async function writeState(world: World, path: string): Promise<void> {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, JSON.stringify(snapshot(world)), { mode: 0o600 });
  await rename(unfinished, path);
}

function snapshot(world: World): StateFile {
  return {
    version: 1,
    bots: world.bots.list(),
    people: world.people.list(),
    chats: world.chats.list().map((chat) => ({ ...chat, messages: [...chat.messages.values()] })),
    channels: world.channels
      .list()
      .map((channel) => ({ ...channel, messages: [...channel.messages.values()] })),
    files: world.files.list().map(({ data, ...file }) => ({ ...file, dataBase64: data.toString('base64') })),
  };
}

function restore(world: World, saved: StateFile): void {
  for (const bot of saved.bots) world.bots.add(bot);
  for (const person of saved.people) world.people.add(person);
  for (const { messages, ...chat } of saved.chats)
    world.chats.add({ ...chat, messages: historyOf(messages) });
  for (const { messages, ...channel } of saved.channels) {
    world.channels.add({ ...channel, messages: historyOf(messages) });
  }
  for (const { dataBase64, ...file } of saved.files) {
    const record: FileRecord = { ...file, data: Buffer.from(dataBase64, 'base64') };
    world.files.add(record);
  }
  for (const bot of saved.bots) if (bot.webhook) world.startWebhook(bot, bot.webhook);
}

function historyOf(messages: StateFile['chats'][number]['messages']): MessageHistory {
  return new Map(messages.map((message) => [message.message_id, message]));
}
