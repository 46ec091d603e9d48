/** Makes the demo's bot and a few people known to the sandbox, as BotFather and life would. */
import { sandboxPeople, zerno } from '@regulars/prisma/seed/zerno';

/** Safe to repeat: what is there already stays as it is. */
export async function fillSandbox(sandboxUrl: string): Promise<void> {
  const bot = await ask(sandboxUrl, 'registerBot', { ...zerno.bot, photo: undefined });
  const { people } = await ask(sandboxUrl, 'listPeople', {});
  const known = new Set(idsOf(people));
  for (const { isMember, ...person } of sandboxPeople) {
    if (known.has(person.id)) continue;
    await ask(sandboxUrl, 'createPerson', person);
    if (isMember)
      await ask(sandboxUrl, 'startBot', {
        botId: Number(zerno.bot.token.split(':')[0]),
        personId: person.id,
      });
  }
  if (bot === null) throw new Error('the sandbox did not take the bot');
}

async function ask(sandboxUrl: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandboxUrl}/control/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`the sandbox refused ${operation}: ${await response.text()}`);
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return answer;
}

function idsOf(people: unknown): unknown[] {
  return Array.isArray(people) ? people.map((person: { id?: unknown }) => person.id) : [];
}
