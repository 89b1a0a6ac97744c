// The reader's own account.
import {call} from './calls.js';
import {mailSection, phonesSection} from './contacts.js';
import {appsSection, companySection, passkeysSection, passwordSection, recoverySection} from './factors.js';
import {languageSection} from './languages.js';
import {attempt, say, whoIsHere} from './frame.js';
import {noticesSection} from './notices.js';
import {sessionsSection} from './sessions.js';
import {word} from './words.js';

async function show() {
  const me = await whoIsHere();
  const {sessions} = await call('GET', '/v1/me/sessions');
  const {notices} = await call('GET', '/v1/me/notices');
  document.getElementById('sections').replaceChildren(
    appsSection(me, changed),
    passkeysSection(me, changed),
    recoverySection(me, changed),
    passwordSection(changed),
    companySection(me, changed),
    phonesSection(me, changed),
    mailSection(me, changed),
    languageSection(me, changed),
    sessionsSection(sessions, changed),
    noticesSection(notices));
}

async function changed(told) {
  await show();
  say(told);
}

await attempt(document.getElementById('main'), show);
if (location.hash === '#connected') {
  history.replaceState(null, '', location.pathname);
  say(word('company.connected'));
}
