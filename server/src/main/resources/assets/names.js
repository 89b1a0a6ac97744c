// Names of people, where the reader may see them at this moment.
import {call, Problem} from './calls.js';
import {word} from './words.js';

/** By id; empty for whoever may not list accounts, or has not proven a factor lately. */
export async function namesOfPeople() {
  try {
    const {accounts} = await call('GET', '/v1/accounts');
    return new Map(accounts.map(account => [account.id, account.name]));
  } catch (refused) {
    if (refused instanceof Problem) {
      return new Map();
    }
    throw refused;
  }
}

/** The name with the id, which alone is beyond doubt; the id if there is no name. */
export function named(names, id) {
  return names.has(id) ? word('frame.named', {name: names.get(id), id}) : id;
}
