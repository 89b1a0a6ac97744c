// Times during which purposes are open: how they stand, and ending them.
import {call} from './calls.js';
import {moment} from './dates.js';
import {actions, badge, button, element, heading, list, section} from './elements.js';
import {attempt} from './frame.js';
import {named} from './names.js';
import {proven} from './proof.js';
import {word} from './words.js';

const KINDS = {'approved': 'access.kind-approved', 'break-glass': 'access.kind-glass'};
const VERDICTS = {justified: 'access.found-justified', unjustified: 'access.found-unjustified'};

function isOpen(period) {
  return period.endedAt === null && new Date(period.endsAt) > new Date();
}

/** What is known of a period, as parts of a list item. */
export function toldOf(period) {
  const times = {began: moment(period.beganAt), ended: moment(period.endedAt ?? period.endsAt)};
  const seen = {records: period.records, most: period.mostRecords};
  const isGlass = period.kind === 'break-glass';
  return [
    heading(period.purpose, badge(word(KINDS[period.kind]), isGlass ? 'bad' : 'good')),
    element('p', {class: 'hint'}, word('access.reason', {ticket: period.ticket})),
    element('p', {class: 'hint'}, word(isOpen(period) ? 'access.until' : 'access.over', times)),
    ...(isGlass ? [element('p', {class: 'hint'}, word('access.records', seen))] : []),
    ...(isGlass ? [element('p', {class: 'hint'}, word(VERDICTS[period.verdict] ?? 'access.unreviewed'))] : []),
  ];
}

function ending(path, period, changed) {
  const label = word('access.end-one', {purpose: period.purpose, ticket: period.ticket});
  const made = button(word('access.end'), {'aria-label': label, class: 'danger'});
  made.addEventListener('click', () => attempt(made, async () => {
    await proven(() => call('DELETE', `${path}/${period.id}`));
    await changed(word('access.was-ended'));
  }));
  return made;
}

export function ownPeriods(own, changed) {
  const shown = period => element('li', {},
    ...toldOf(period), ...(isOpen(period) ? [actions(ending('/v1/access', period, changed))] : []));
  return section(word('access.own'), list(own.periods.map(shown), word('access.no-periods')));
}

/** For administrators: what is open now, by others. */
export function othersSection(periods, me, names, changed) {
  const open = periods.filter(period => isOpen(period) && period.account !== me.id);
  const shown = period => element('li', {},
    ...toldOf(period),
    element('p', {class: 'hint'}, word('access.by', {person: named(names, period.account)})),
    actions(ending('/v1/access-periods', period, changed)));
  return section(word('access.others'), list(open.map(shown), word('access.no-others')));
}
