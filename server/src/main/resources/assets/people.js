// The accounts of staff, for administrators.
import {call} from './calls.js';
import {moment} from './dates.js';
import {actions, badge, button, element, heading, submit, unfolding, written} from './elements.js';
import {attempt, onSubmit, say, whoIsHere} from './frame.js';
import {tellInvited} from './invited.js';
import {proven} from './proof.js';
import {chosenRights, rightsFields} from './rights.js';
import {waitsAfter} from './waiting.js';
import {language, word} from './words.js';

const STATUS = {active: 'people.active', invited: 'people.invited', disabled: 'people.disabled'};
const TONES = {active: 'good', invited: 'waiting', disabled: 'bad'};

const DISABLE = {path: 'disable', text: 'people.disable', label: 'people.disable-one', told: 'people.was-disabled'};
const AGAIN = {path: 'invitations', text: 'people.again', label: 'people.again-one'};
const ENABLE = {path: 'enable', text: 'people.enable', label: 'people.enable-one', told: 'people.was-enabled'};

/** What an administrator may do with an account, by its status. */
const ACTIONS = {active: [DISABLE], invited: [AGAIN, DISABLE], disabled: [ENABLE]};

const form = document.getElementById('invite-form');
let me;

/** Does it, or has it wait for a second administrator; and tells which. */
async function change(action, told) {
  let answer;
  const waits = await waitsAfter(async () => {
    answer = await proven(action);
  });
  const text = waits ? word('people.waits') : await toldAfter(answer, told);
  await show();
  say(text);
}

function toldAfter(answer, told) {
  return answer === undefined ? word(told) : tellInvited(answer);
}

function actionButton(account, action) {
  const label = word(action.label, {name: written(account.name)});
  const made = button(word(action.text), {'aria-label': label, class: action === DISABLE ? 'danger' : ''});
  made.addEventListener('click', () => attempt(
    made, () => change(() => call('POST', `/v1/accounts/${account.id}/${action.path}`), action.told)));
  return made;
}

/** Roles and purposes, which are replaced as a whole. */
function granting(account, names) {
  const rights = element('form', {method: 'post', class: 'wide'}, ...rightsFields(names, account), submit(word('people.grant')));
  onSubmit(rights, () => change(
    () => call('PUT', `/v1/accounts/${account.id}/grants`, chosenRights(rights)), 'people.was-granted'));
  return unfolding(word('people.rights'), word('people.rights-one', {name: written(account.name)}), rights);
}

/** For who has lost every factor. */
function recovering(account) {
  const recover = button(word('people.recover-now'), {class: 'danger'});
  recover.addEventListener('click', () => attempt(
    recover, () => change(() => call('POST', `/v1/accounts/${account.id}/recovery`))));
  return unfolding(
    word('people.recover'), word('people.recover-one', {name: written(account.name)}),
    element('p', {}, word('people.recover-told')), recover);
}

/** Nobody changes their own account here: the API would refuse it. */
function actionsFor(account, names) {
  if (account.id === me.id) {
    return [element('p', {class: 'hint'}, word('people.own'))];
  }
  return [
    granting(account, names),
    ...(account.status === 'active' ? [recovering(account)] : []),
    actions(...ACTIONS[account.status].map(action => actionButton(account, action))),
  ];
}

function shown(account, names) {
  const granted = [...account.roles, ...account.purposes].join(', ') || word('people.nothing-granted');
  return element('li', {class: 'list-group-item'},
    heading(
      written(account.name),
      badge(word(STATUS[account.status]), TONES[account.status]),
      ...(account.companySignIn ? [badge(word('people.company'))] : [])),
    element('p', {class: 'hint'}, word('people.granted', {granted})),
    element('p', {class: 'hint'}, word('people.id', {id: account.id, time: moment(account.createdAt)})),
    ...actionsFor(account, names));
}

async function show() {
  const {accounts} = await proven(() => call('GET', '/v1/accounts'));
  const names = await call('GET', '/v1/catalog/names');
  document.getElementById('people').replaceChildren(...accounts.map(account => shown(account, names)));
}

/** The form to invite somebody with, empty. */
async function clear() {
  form.reset();
  form.elements.language.value = language();
  const names = await call('GET', '/v1/catalog/names');
  document.getElementById('invite-rights').replaceChildren(...rightsFields(names));
}

onSubmit(form, async given => {
  const account = {
    name: given.name,
    signInName: given.signInName,
    language: given.language,
    ...chosenRights(form),
    ...(given.mail === '' ? {} : {mail: given.mail}),
  };
  const invited = await proven(() => call('POST', '/v1/accounts', account));
  // The token first: it is not shown again
  const told = await tellInvited(invited);
  await show();
  await clear();
  say(told);
});
await attempt(document.getElementById('main'), async () => {
  me = await whoIsHere();
  await show();
  await clear();
});
