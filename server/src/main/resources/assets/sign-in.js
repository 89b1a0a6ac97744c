// Signing in: one factor after the other, as the API says what may come next.
import {call} from './calls.js';
import {button, element} from './elements.js';
import {attempt, onSubmit, say} from './frame.js';
import {arePossible, provePasskey} from './passkeys.js';
import {word} from './words.js';

const CODES = {
  app: {path: '/v1/sign-in/app', label: 'sign-in.app-code', told: 'sign-in.app-told', way: 'sign-in.app-way'},
  'phone-code': {
    path: '/v1/sign-in/phone-code',
    label: 'sign-in.phone-code',
    told: 'sign-in.phone-told',
    way: 'sign-in.phone-way',
  },
  'recovery-code': {
    path: '/v1/sign-in/recovery-code',
    label: 'sign-in.recovery-code',
    told: 'sign-in.recovery-told',
    way: 'sign-in.recovery-way',
  },
};

const part = id => document.getElementById(id);
let path = '';
let offered = [];

/** Kept for the tab while the company's sign-in is on: which page was asked for. */
const ASKED_FOR = 'asked-for';
const PAGES = /^\/console(?:\/[\w-]+)*$/u;

function askedForBefore() {
  const kept = sessionStorage.getItem(ASKED_FOR) ?? '';
  sessionStorage.removeItem(ASKED_FOR);
  return PAGES.test(kept) ? kept : '/console';
}

/** To the page that was asked for: the way in is shown in its place. */
function enter() {
  if (location.pathname === '/sign-in') {
    location.replace(askedForBefore());
  } else {
    location.reload();
  }
}

function goOn(answer) {
  part('password').value = '';
  if (answer.complete) {
    enter();
  } else if (answer.next.includes('enrol-app')) {
    location.assign('/invitation#enrol');
  } else {
    showSecond(answer.next);
  }
}

function showSecond(next) {
  offered = next.filter(way => way in CODES || (way === 'passkey' && arePossible()));
  part('first').hidden = true;
  part('second').hidden = false;
  // A text message costs, and is sent when it is asked for only
  const first = offered.find(way => way in CODES && way !== 'phone-code');
  if (first === undefined) {
    part('code-form').hidden = true;
    offerOthers('');
  } else {
    ask(first, word(CODES[first].told));
  }
}

function offerOthers(taken) {
  const others = offered.filter(way => way !== taken || way === 'phone-code');
  part('other-ways').replaceChildren(...others.map(way => element('li', {}, wayButton(way))));
}

function wayButton(way) {
  const made = button(way === 'passkey' ? word('sign-in.passkey') : word(CODES[way].way));
  made.addEventListener('click', () => attempt(made, () => take(way)));
  return made;
}

async function take(way) {
  if (way === 'passkey') {
    goOn(await provePasskey());
  } else if (way === 'phone-code') {
    const sent = await call('POST', '/v1/sign-in/phone-code/requests', {});
    ask(way, word('sign-in.phone-told', {phone: sent.sentTo}));
  } else {
    ask(way, word(CODES[way].told));
  }
}

function ask(way, told) {
  path = CODES[way].path;
  offerOthers(way);
  part('code-form').hidden = false;
  part('code-told').textContent = told;
  part('code-label').textContent = word(CODES[way].label);
  part('code').inputMode = way === 'recovery-code' ? 'text' : 'numeric';
  part('code').value = '';
  part('code').focus();
}

function showFirst() {
  part('first').hidden = false;
  part('second').hidden = true;
  part('password').value = '';
  part('name').focus();
}

function tellWhy() {
  if (location.hash === '#ended') {
    say(word('sign-in.ended'));
  } else if (location.hash === '#signed-out') {
    say(word('sign-in.signed-out'));
  }
  history.replaceState(null, '', location.pathname);
}

/** Whoever loads the page half-way goes on where they were; so does who is signed in already. */
async function goOnFromBefore() {
  try {
    const answer = await call('GET', '/v1/me/session');
    history.replaceState(null, '', location.pathname);
    goOn(answer);
  } catch (refused) {
    if (!refused.isSignedOut) {
      throw refused;
    }
    tellWhy();
  }
}

onSubmit(part('password-form'), async given => goOn(await call('POST', '/v1/sign-in/password', given)));
onSubmit(part('code-form'), async given => {
  part('code').value = '';
  goOn(await call('POST', path, given));
});
part('passkey').addEventListener('click', () => attempt(part('passkey'), async () => goOn(await provePasskey())));
const company = part('company');
company?.addEventListener('click', () => attempt(company, async () => {
  const begun = await call('POST', '/v1/sign-in/company/attempts', {});
  sessionStorage.setItem(ASKED_FOR, location.pathname);
  location.assign(begun.address);
}));
part('again').disabled = false;
part('again').addEventListener('click', async () => {
  // Half a session would keep passkeys of anybody else from being used
  await call('DELETE', '/v1/me/session').catch(() => {});
  showFirst();
});
await attempt(part('first'), goOnFromBefore);
part('passkey').disabled = !arePossible();
if (company !== null) {
  company.disabled = false;
}
