// Where the reader is signed in, and ending that.
import {call} from './calls.js';
import {moment} from './dates.js';
import {deviceName} from './devices.js';
import {actions, badge, button, element, heading, list, section} from './elements.js';
import {attempt} from './frame.js';
import {proven} from './proof.js';
import {word} from './words.js';

function ending(text, label, action, changed) {
  const made = button(text, {'aria-label': label, class: 'danger'});
  made.addEventListener('click', () => attempt(made, async () => changed(await proven(action))));
  return made;
}

function endOne(session, changed) {
  const label = word('sessions.end-one', {device: deviceName(session.device)});
  return ending(word('sessions.end'), label, async () => {
    await call('DELETE', `/v1/me/sessions/${session.id}`);
    return word('sessions.ended');
  }, changed);
}

function shown(session, changed) {
  const told = [
    word('sessions.begun', {time: moment(session.createdAt)}),
    word('sessions.seen', {time: moment(session.seenAt)}),
    ...(session.complete ? [] : [word('sessions.incomplete')]),
  ];
  return element('li', {},
    heading(deviceName(session.device) || word('sessions.unknown'), ...(session.current ? [badge(word('sessions.current'), 'good')] : [])),
    element('p', {class: 'hint'}, told.join(' ')),
    ...(session.current ? [] : [actions(endOne(session, changed))]));
}

export function sessionsSection(sessions, changed) {
  const others = sessions.filter(session => !session.current);
  const endAll = ending(word('sessions.end-others'), word('sessions.end-others'), async () => {
    const answer = await call('DELETE', '/v1/me/sessions');
    return word('sessions.others-ended', {count: answer.ended});
  }, changed);
  return section(word('sessions.title'),
    list(sessions.map(session => shown(session, changed)), word('sessions.none')),
    others.length === 0 ? element('p', {class: 'hint'}, word('sessions.none')) : endAll);
}
