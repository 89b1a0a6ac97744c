// The reader's own account.
import {call} from './calls.js';
import {mailSection, phonesSection} from './contacts.js';
import {appsSection, passkeysSection, passwordSection, recoverySection} from './factors.js';
import {attempt, guard, onLanguage, openPage, say, whoIsHere} from './frame.js';
import {noticesSection} from './notices.js';
import {proven} from './proof.js';
import {sessionsSection} from './sessions.js';
import {language, useLanguage, word} from './words.js';

async function show() {
  const me = await whoIsHere();
  if (me.language !== language()) {
    await useLanguage(me.language);
  }
  const {sessions} = await call('GET', '/v1/me/sessions');
  const {notices} = await call('GET', '/v1/me/notices');
  document.getElementById('sections').replaceChildren(
    appsSection(me, changed),
    passkeysSection(me, changed),
    recoverySection(me, changed),
    passwordSection(changed),
    phonesSection(me, changed),
    mailSection(me, changed),
    sessionsSection(sessions, changed),
    noticesSection(notices));
}

async function changed(told) {
  await show();
  say(told);
}

onLanguage(async chosen => {
  await proven(() => call('PUT', '/v1/me/language', {language: chosen}));
  await show();
  say(word('account.language-changed'));
});
guard();
await openPage();
await attempt(document.getElementById('main'), show);
