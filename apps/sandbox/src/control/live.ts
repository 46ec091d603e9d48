// The live stream of the control API: every change as a server-sent event.
import type { FastifyReply } from 'fastify';
import type { Change } from '../state/changes.ts';
import type { World } from '../state/world.ts';
import type { LiveEvent } from './contract.ts';
import { showBot, showChannel, showChat, showMessage, showPerson } from './views.ts';

const HEARTBEAT_MS = 15_000;
/** A reader who is this far behind is cut off; its page connects again and reads the state anew. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

export function streamChanges(world: World, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  raw.write(': connected\n\n');
  const unsubscribe = world.changes.subscribe((change) => {
    raw.write(`data: ${JSON.stringify(toLiveEvent(world, change))}\n\n`);
    if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
  });
  const heartbeat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}

function toLiveEvent(world: World, change: Change): LiveEvent {
  switch (change.kind) {
    case 'bot':
      return { kind: 'botChanged', bot: showBot(change.bot) };
    case 'person':
      return { kind: 'personChanged', person: showPerson(change.person) };
    case 'channel':
      return { kind: 'channelChanged', channel: showChannel(change.channel) };
    case 'chat':
      return { kind: 'chatChanged', chat: showChat(world, change.chat) };
    case 'message':
      return { kind: 'messageSaved', message: showMessage(change.botId, change.message) };
    case 'messageDeleted':
    case 'chatAction':
    case 'callbackAnswered':
    case 'reset':
      return change;
  }
}
