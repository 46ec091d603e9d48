// Which function answers which operation of the control API.
import type { World } from '../state/world.ts';
import type { OperationName, OperationParsed, OperationReply } from './contract.ts';
import { botHandlers } from './operations/bots.ts';
import { channelHandlers } from './operations/channels.ts';
import { chatHandlers } from './operations/chats.ts';
import { miniAppHandlers } from './operations/mini-apps.ts';
import { peopleHandlers } from './operations/people.ts';
import { pressHandlers } from './operations/presses.ts';
import { scriptHandlers } from './operations/scripts.ts';

export type Handler<Name extends OperationName> = (
  world: World,
  input: OperationParsed<Name>,
) => OperationReply<Name> | Promise<OperationReply<Name>>;

export type Handlers<Names extends OperationName> = { [Name in Names]: Handler<Name> };

export const controlHandlers: Handlers<OperationName> = {
  ...botHandlers,
  ...peopleHandlers,
  ...chatHandlers,
  ...pressHandlers,
  ...miniAppHandlers,
  ...channelHandlers,
  ...scriptHandlers,
};
