// Changes that wait for a second administrator.
import {call} from './calls.js';
import {moment} from './dates.js';
import {actions, button, element, facts, heading, list} from './elements.js';
import {attempt, say, whoIsHere} from './frame.js';
import {named, namesOfPeople} from './names.js';
import {proven} from './proof.js';
import {word} from './words.js';

const OPEN = ['waiting', 'approved'];

const KINDS = {
  'grant': 'approvals.grant',
  'enable': 'approvals.enable',
  'invite-again': 'approvals.invite-again',
  'recover': 'approvals.recover',
  'create-client': 'approvals.create-client',
  'rotate-client': 'approvals.rotate-client',
  'apply-catalog': 'approvals.apply-catalog',
  'open-access': 'approvals.open-access',
};

const CONTENT = {
  'address-ranges': 'approvals.address-ranges',
  'approvals': 'approvals.people',
  'before': 'approvals.before',
  'customer': 'approvals.customer',
  'expires-at': 'approvals.expires-at',
  'minutes': 'approvals.minutes',
  'name': 'approvals.name',
  'purpose': 'approvals.purpose',
  'purposes': 'approvals.purposes',
  'purposes-before': 'approvals.purposes-before',
  'roles': 'approvals.roles',
  'roles-before': 'approvals.roles-before',
  'source': 'approvals.source',
  'ticket': 'approvals.ticket',
  'token': 'approvals.token',
};

const SEEN = 'sees-';
const CATALOG = 'source';
const TOKEN = {mailed: 'approvals.token-mailed', shown: 'approvals.token-shown'};

let me;

function memberName(name) {
  return name.startsWith(SEEN) ? word('approvals.sees', {collection: name.slice(SEEN.length)}) : word(CONTENT[name]);
}

function memberValue(name, value) {
  if (name === 'token') {
    return word(TOKEN[value]);
  }
  return value === '' ? word('approvals.nothing') : value;
}

/** Everything that is approved, and nothing more. */
function contentOf(content) {
  const {[CATALOG]: source, ...others} = content;
  const entries = Object.entries(others).map(([name, value]) => [memberName(name), memberValue(name, value)]);
  const catalog = source === undefined
    ? [] : [element('h4', {}, memberName(CATALOG)), element('pre', {tabindex: '0'}, source)];
  return [facts(entries), ...catalog];
}

function decision(request, path, text, told) {
  const label = `${word(text)}: ${word(KINDS[request.kind])}, ${request.subject}`;
  const made = button(word(text), {'aria-label': label, class: path === 'approve' ? 'main' : 'danger'});
  made.addEventListener('click', () => attempt(made, async () => {
    await proven(() => call('POST', `/v1/approvals/${request.id}/${path}`, {hash: request.hash}));
    await show();
    say(word(told));
  }));
  return made;
}

function withdrawal(request) {
  const label = `${word('approvals.withdraw')}: ${word(KINDS[request.kind])}, ${request.subject}`;
  const made = button(word('approvals.withdraw'), {'aria-label': label, class: 'danger'});
  made.addEventListener('click', () => attempt(made, async () => {
    await proven(() => call('DELETE', `/v1/approvals/${request.id}`));
    await show();
    say(word('approvals.was-withdrawn'));
  }));
  return made;
}

function actionsFor(request) {
  if (request.requester === me.id) {
    const told = request.state === 'approved' ? word('approvals.repeat') : word('approvals.own');
    return [element('p', {class: 'hint'}, told), actions(withdrawal(request))];
  }
  return [actions(
    decision(request, 'approve', 'approvals.approve', 'approvals.was-approved'),
    decision(request, 'decline', 'approvals.decline', 'approvals.was-declined'))];
}

function shown({approval, content}, names) {
  const asked = {requester: named(names, approval.requester), time: moment(approval.createdAt)};
  const count = {given: approval.approvedBy.length, needed: approval.needed, time: moment(approval.expiresAt)};
  return element('li', {},
    heading(word(KINDS[approval.kind])),
    element('p', {class: 'hint'}, word('approvals.concerns', {subject: named(names, approval.subject)})),
    element('p', {class: 'hint'}, word('approvals.asked', asked)),
    element('p', {class: 'hint'}, word('approvals.count', count)),
    ...contentOf(content),
    ...actionsFor(approval));
}

async function show() {
  const {approvals} = await call('GET', '/v1/approvals');
  const open = approvals.filter(request => OPEN.includes(request.state));
  const whole = await Promise.all(open.map(request => call('GET', `/v1/approvals/${request.id}`)));
  const names = await namesOfPeople();
  document.getElementById('approvals').replaceChildren(
    list(whole.map(request => shown(request, names)), word('approvals.none')));
}

await attempt(document.getElementById('main'), async () => {
  me = await whoIsHere();
  await show();
});
