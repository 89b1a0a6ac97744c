// Asking for a purpose that takes somebody else's consent, and opening it once there is one.
import {call} from './calls.js';
import {moment} from './dates.js';
import {actions, button, choice, element, field, heading, list, section, submit} from './elements.js';
import {attempt, onSubmit} from './frame.js';
import {proven} from './proof.js';
import {waitsAfter} from './waiting.js';
import {word} from './words.js';

/** A list to choose a purpose from, and a field for where the reason is written. */
export function purposeAndTicket(purposes) {
  return [
    ...choice(word('access.purpose'), {name: 'purpose'}, purposes.map(({name, title}) => [name, `${title} (${name})`])),
    ...field(
      word('access.ticket'), {name: 'ticket', maxlength: '64', autocomplete: 'off', spellcheck: 'false'},
      word('access.ticket-hint')),
  ];
}

export function askingSection(own, changed) {
  const purposes = own.purposes.filter(purpose => purpose.access === 'approved');
  if (purposes.length === 0) {
    return section(word('access.ask'), element('p', {class: 'text-secondary'}, word('access.none-approved')));
  }
  const form = element('form', {method: 'post'},
    ...purposeAndTicket(purposes),
    ...field(
      word('access.minutes'), {name: 'minutes', type: 'number', min: '5', max: '480', value: '30'},
      word('access.minutes-hint')),
    submit(word('access.send')));
  onSubmit(form, given => open(given.purpose, Number(given.minutes), given.ticket, changed));
  return section(word('access.ask'), element('p', {class: 'hint'}, word('access.ask-told')), form);
}

async function open(purpose, minutes, ticket, changed) {
  const waits = await waitsAfter(() => proven(() => call('POST', '/v1/access', {purpose, minutes, ticket})));
  await changed(word(waits ? 'access.was-asked' : 'access.was-opened'));
}

export function askedSection(own, changed) {
  return section(word('access.asked'),
    list(own.asked.map(wish => shown(wish, changed)), word('access.nothing-asked')));
}

function shown(wish, changed) {
  const isApproved = wish.state === 'approved';
  const length = {minutes: wish.minutes, ticket: wish.ticket};
  const time = {time: moment(wish.expiresAt)};
  return element('li', {},
    heading(wish.purpose),
    element('p', {class: 'hint'}, word('access.length', length)),
    element('p', {}, isApproved ? word('access.approved', time) : word('access.waiting', time)),
    ...(isApproved ? [actions(opening(wish, changed))] : []));
}

function opening(wish, changed) {
  const label = word('access.open-one', {purpose: wish.purpose, ticket: wish.ticket});
  const made = button(word('access.open'), {'aria-label': label});
  made.addEventListener('click', () => attempt(made, () => open(wish.purpose, wish.minutes, wish.ticket, changed)));
  return made;
}
