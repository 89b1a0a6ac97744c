// Purposes that are opened for a time: asked for, opened, ended, reviewed.
import {call} from './calls.js';
import {emergencySection} from './emergency.js';
import {attempt, guard, onLanguage, openPage, say, whoIsHere} from './frame.js';
import {namesOfPeople} from './names.js';
import {othersSection, ownPeriods} from './periods.js';
import {proven} from './proof.js';
import {reviewsSection} from './reviews.js';
import {language, useLanguage, word} from './words.js';
import {askedSection, askingSection} from './wishes.js';

/** Who reviews broken glasses, and ends the times of others. */
const REVIEWERS = ['administrator', 'privacy-officer'];

async function show() {
  const me = await whoIsHere();
  if (me.language !== language()) {
    await useLanguage(me.language);
  }
  const own = await call('GET', '/v1/access');
  const sections = REVIEWERS.some(role => me.roles.includes(role)) ? await administration(me) : [];
  document.getElementById('sections').replaceChildren(
    ...sections,
    askingSection(own, changed),
    askedSection(own, changed),
    emergencySection(own, changed),
    ownPeriods(own, changed));
}

/** What others did comes before what is one's own: it waits for somebody. */
async function administration(me) {
  const {periods} = await call('GET', '/v1/access-periods');
  const names = await namesOfPeople();
  return [reviewsSection(periods, me, names, changed), othersSection(periods, me, names, changed)];
}

async function changed(told) {
  await show();
  say(told);
}

onLanguage(async chosen => {
  await proven(() => call('PUT', '/v1/me/language', {language: chosen}));
  await changed(word('account.language-changed'));
});
guard();
await openPage();
await attempt(document.getElementById('main'), show);
