// Purposes that are opened for a time: asked for, opened, ended, reviewed.
import {call} from './calls.js';
import {emergencySection} from './emergency.js';
import {attempt, say, whoIsHere} from './frame.js';
import {namesOfPeople} from './names.js';
import {othersSection, ownPeriods} from './periods.js';
import {reviewsSection} from './reviews.js';
import {word} from './words.js';
import {askedSection, askingSection} from './wishes.js';

/** Who reviews broken glasses, and ends the times of others. */
const REVIEWERS = ['administrator', 'privacy-officer'];

async function show() {
  const me = await whoIsHere();
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

await attempt(document.getElementById('main'), show);
