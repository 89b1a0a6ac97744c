// The accounts of staff, for administrators.
import {call} from './calls.js';
import {moment} from './dates.js';
import {button, element} from './elements.js';
import {shownOnce} from './enrolment.js';
import {attempt, guard, onLanguage, onSubmit, openPage, say, whoIsHere} from './frame.js';
import {proven} from './proof.js';
import {language, useLanguage, word} from './words.js';

const STATUS = {active: 'people.active', invited: 'people.invited', disabled: 'people.disabled'};

/** What an administrator may do with an account, by its status. */
const ACTIONS = {
  active: [{path: 'disable', text: 'people.disable', label: 'people.disable-one', told: 'people.was-disabled'}],
  invited: [
    {path: 'invitations', text: 'people.again', label: 'people.again-one'},
    {path: 'disable', text: 'people.disable', label: 'people.disable-one', told: 'people.was-disabled'},
  ],
  disabled: [{path: 'enable', text: 'people.enable', label: 'people.enable-one', told: 'people.was-enabled'}],
};

const form = document.getElementById('invite-form');

function names(text) {
  return text.split(/[,，、\s]+/).filter(name => name !== '');
}

async function tellInvited(invited) {
  const waiting = invited.approval ? ` ${word('people.rights-wait')}` : '';
  if (invited.token === undefined || invited.token === null) {
    return word('people.mailed') + waiting;
  }
  const told = word('people.token-told', {time: moment(invited.expiresAt)});
  const address = `${location.origin}/pages/invitation#${invited.token}`;
  await shownOnce(word('people.token-title'), told, address, word('people.token-kept'));
  return word('people.was-invited') + waiting;
}

function actionButton(account, action) {
  const label = word(action.label, {name: account.name});
  const made = button(word(action.text), {'aria-label': label, class: action.path === 'disable' ? 'danger' : ''});
  made.addEventListener('click', () => attempt(made, async () => {
    const answer = await proven(() => call('POST', `/v1/accounts/${account.id}/${action.path}`));
    const told = answer === undefined ? word(action.told) : await tellInvited(answer);
    await show();
    say(told);
  }));
  return made;
}

function shown(account) {
  const granted = [...account.roles, ...account.purposes].join(', ') || word('people.nothing-granted');
  return element('li', {},
    element('h3', {}, account.name),
    element('p', {class: 'mark'}, word(STATUS[account.status])),
    element('p', {class: 'hint'}, word('people.granted', {granted})),
    element('p', {class: 'hint'}, word('frame.added', {time: moment(account.createdAt)})),
    ...ACTIONS[account.status].map(action => actionButton(account, action)));
}

async function show() {
  const {accounts} = await proven(() => call('GET', '/v1/accounts'));
  document.getElementById('people').replaceChildren(...accounts.map(shown));
}

onSubmit(form, async given => {
  const account = {
    name: given.name,
    signInName: given.signInName,
    language: given.language,
    roles: names(given.roles),
    purposes: names(given.purposes),
    ...(given.mail === '' ? {} : {mail: given.mail}),
  };
  const invited = await proven(() => call('POST', '/v1/accounts', account));
  form.reset();
  const told = await tellInvited(invited);
  await show();
  say(told);
});
onLanguage(async chosen => {
  await proven(() => call('PUT', '/v1/me/language', {language: chosen}));
  await useLanguage(chosen);
  await show();
});
guard();
await openPage();
await attempt(document.getElementById('main'), async () => {
  const me = await whoIsHere();
  if (me.language !== language()) {
    await useLanguage(me.language);
  }
  await show();
});
