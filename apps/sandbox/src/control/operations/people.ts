// People of the sandbox and their accounts.
import type { Handlers } from '../handlers.ts';
import { ControlRefusal } from '../errors.ts';
import { findPerson } from '../find.ts';
import { saveFile } from '../person-messages.ts';
import { showPerson } from '../views.ts';

type PeopleOperations = 'createPerson' | 'updatePerson' | 'deactivatePerson' | 'listPeople';

export const peopleHandlers: Handlers<PeopleOperations> = {
  createPerson: (world, input) => {
    if (input.id !== undefined && world.people.find(input.id)) {
      throw new ControlRefusal('already_exists', `person ${input.id} exists already`);
    }
    const { photo, ...details } = input;
    const photoId = photo ? saveFile(world, photo, 'photos').uniqueId : undefined;
    const person = world.people.create({ ...details, photoId });
    world.changes.emit({ kind: 'person', person });
    return showPerson(person);
  },
  updatePerson: (world, input) => {
    const person = findPerson(world, input.personId);
    person.firstName = input.firstName ?? person.firstName;
    person.languageCode = input.languageCode ?? person.languageCode;
    if (input.lastName !== undefined) person.lastName = input.lastName;
    if (input.username !== undefined) person.username = input.username;
    if (input.phone !== undefined) person.phone = input.phone;
    world.changes.emit({ kind: 'person', person });
    // Commands come by language, so the person may see others now.
    for (const chat of world.chats.ofPerson(person.id)) world.changes.emit({ kind: 'chat', chat });
    return showPerson(person);
  },
  deactivatePerson: (world, input) => {
    const person = findPerson(world, input.personId);
    person.isDeactivated = true;
    world.changes.emit({ kind: 'person', person });
    return showPerson(person);
  },
  listPeople: (world) => ({ people: world.people.list().map(showPerson) }),
};
