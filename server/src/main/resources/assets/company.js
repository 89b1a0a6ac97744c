// The way back from the company's sign-in.
import {call} from './calls.js';
import {attempt, say} from './frame.js';
import {proven} from './proof.js';
import {word} from './words.js';

const {returned} = window;
delete window.returned;

const part = id => document.getElementById(id);

/** How a state begins, by what it was for. */
const CONNECTING = 'connect.';

/** Told to the page that is shown next. */
const CONNECTED = '#connected';

async function goOn() {
  if (returned.state === undefined || returned.code === undefined) {
    say(word('company.declined'), true);
  } else if (returned.state.startsWith(CONNECTING)) {
    await proven(() => call('POST', '/v1/me/company-sign-in', returned), true);
    await leaveFor(`/console/account${CONNECTED}`);
  } else {
    await call('POST', '/v1/sign-in/company', returned);
    await leaveFor('/sign-in');
  }
}

/** In place of this page, which has nothing to go back to. */
function leaveFor(path) {
  location.replace(path);
  return new Promise(() => {});
}

await attempt(part('return'), goOn);
part('under-way').hidden = true;
part('ways-on').hidden = false;
