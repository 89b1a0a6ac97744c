// For administrators: saying whether a glass was broken with good reason.
import {call} from './calls.js';
import {actions, button, element, list, section} from './elements.js';
import {attempt} from './frame.js';
import {named} from './names.js';
import {toldOf} from './periods.js';
import {proven} from './proof.js';
import {word} from './words.js';

export function reviewsSection(periods, me, names, changed) {
  const waiting = periods.filter(period => period.kind === 'break-glass' && period.verdict === null);
  const shown = period => element('li', {},
    ...toldOf(period),
    element('p', {class: 'hint'}, word('access.by', {person: named(names, period.account)})),
    decisions(period, me, changed));
  return section(word('access.reviews'),
    element('p', {class: 'hint'}, word('access.review-told')),
    list(waiting.map(shown), word('access.no-reviews')));
}

function decisions(period, me, changed) {
  if (period.account === me.id) {
    return element('p', {class: 'hint'}, word('access.own-review'));
  }
  return actions(
    decision(period, 'justified', word('access.justified'), changed),
    decision(period, 'unjustified', word('access.unjustified'), changed));
}

function decision(period, verdict, text, changed) {
  const label = word('access.review-one', {verdict: text, purpose: period.purpose, ticket: period.ticket});
  const made = button(text, {'aria-label': label, class: verdict === 'unjustified' ? 'danger' : ''});
  made.addEventListener('click', () => attempt(made, async () => {
    await proven(() => call('POST', `/v1/access-periods/${period.id}/review`, {verdict}));
    await changed(word('access.was-reviewed'));
  }));
  return made;
}
