// How an invitation reaches the person: by mail, or by the reader, who is shown it once.
import {moment} from './dates.js';
import {shownOnce} from './enrolment.js';
import {word} from './words.js';

/** Shows the invitation if it is not mailed; what to tell the reader afterwards. */
export async function tellInvited(invited) {
  const mailed = invited.token === undefined || invited.token === null;
  if (!mailed) {
    const told = word('people.token-told', {time: moment(invited.expiresAt)});
    const address = `${location.origin}/invitation#${invited.token}`;
    await shownOnce(word('people.token-title'), told, address, word('people.token-kept'));
  }
  const told = word(mailed ? 'people.mailed' : 'people.was-invited');
  return invited.approval ? word('people.invited-waits', {told}) : told;
}
