// How a person's name is written.
import type { SandboxPerson } from '../control/contract.ts';

export const personName = (person: SandboxPerson): string =>
  [person.firstName, person.lastName].filter(Boolean).join(' ');
