// What the reader signs in with: apps, passkeys, recovery codes, the password.
import {call} from './calls.js';
import {moment} from './dates.js';
import {badge, button, element, field, labelField, heading, list, section, submit, unfolding} from './elements.js';
import {appEnrolment, passkeyEnrolment, recoveryCodesKept} from './enrolment.js';
import {attempt, onSubmit} from './frame.js';
import {proven} from './proof.js';
import {word} from './words.js';

/** Something of the reader's own with a label: shown, renamed, removed. */
export function labelled(path, thing, told, changed) {
  const label = thing.label;
  const rename = element('form', {method: 'post'}, ...labelField(label), submit(word('frame.save')));
  onSubmit(rename, given => change(() => call('PUT', `${path}/${thing.id}`, given), word('frame.renamed'), changed));
  return element('li', {},
    heading(label),
    element('p', {class: 'hint'}, told),
    unfolding(word('frame.rename'), word('frame.rename-one', {label}), rename),
    removal(path, thing.id, label, changed));
}

/** Asks once more before something is removed. */
export function removal(path, id, label, changed) {
  const remove = button(word('frame.remove-now'), {class: 'danger'});
  remove.addEventListener('click', () => attempt(
    remove, () => change(() => call('DELETE', `${path}/${id}`), word('frame.removed'), changed)));
  return unfolding(
    word('frame.remove'), word('frame.remove-one', {label}), element('p', {}, word('frame.remove-told')), remove);
}

async function change(action, told, changed) {
  await proven(action, true);
  await changed(told);
}

function used(thing) {
  const added = word('frame.added', {time: moment(thing.createdAt)});
  const last = thing.usedAt ? word('frame.used', {time: moment(thing.usedAt)}) : word('frame.unused');
  return `${added} ${last}`;
}

export function appsSection(me, changed) {
  return section(word('apps.title'),
    list(me.factors.apps.map(app => labelled('/v1/me/apps', app, used(app), changed)), word('apps.none')),
    unfolding(word('apps.add'), word('apps.add'), appEnrolment(() => changed(word('apps.added')))));
}

export function passkeysSection(me, changed) {
  return section(word('passkeys.title'),
    list(
      me.factors.passkeys.map(passkey => labelled('/v1/me/passkeys', passkey, used(passkey), changed)),
      word('passkeys.none')),
    unfolding(word('passkeys.add'), word('passkeys.add'), passkeyEnrolment(() => changed(word('passkeys.added')))));
}

export function recoverySection(me, changed) {
  const replace = button(word('recovery.replace'));
  replace.addEventListener('click', () => attempt(replace, async () => {
    const made = await proven(() => call('POST', '/v1/me/recovery-codes'), true);
    await recoveryCodesKept(made.recoveryCodes);
    await changed(word('recovery.replaced'));
  }));
  return section(word('recovery.title'),
    element('p', {}, word('recovery.left', {count: me.factors.recoveryCodes})),
    element('p', {class: 'hint'}, word('recovery.replace-told')),
    replace);
}

export function passwordSection(changed) {
  const form = element('form', {method: 'post'},
    ...field(word('password.current'), {name: 'current', type: 'password', autocomplete: 'current-password'}),
    ...field(
      word('password.new'), {name: 'password', type: 'password', autocomplete: 'new-password'},
      word('invitation.rules')),
    submit(word('password.change')));
  onSubmit(form, given => change(() => call('PUT', '/v1/me/password', given), word('password.changed'), changed));
  return section(word('password.title'), unfolding(word('password.change'), word('password.change'), form));
}

/** Signing in at the company, where there is such a thing: connected by the reader alone. */
export function companySection(me, changed) {
  const {company} = me.factors;
  if (!company) {
    return '';
  }
  const {name, link} = company;
  return section(word('company.title'),
    element('p', {class: 'hint'}, word('company.told', {name})),
    ...(link
      ? [connected(name, link, changed)]
      : [element('p', {}, word('company.none', {name})), connecting(name)]));
}

function connecting(name) {
  const connect = button(word('company.connect', {name}));
  connect.addEventListener('click', () => attempt(connect, async () => {
    location.assign((await proven(() => call('POST', '/v1/me/company-sign-in/attempts', {}), true)).address);
  }));
  return connect;
}

function connected(name, link, changed) {
  const disconnect = button(word('company.disconnect-now'), {class: 'danger'});
  disconnect.addEventListener('click', () => attempt(
    disconnect,
    () => change(() => call('DELETE', '/v1/me/company-sign-in'), word('company.disconnected'), changed)));
  return element('div', {},
    heading(name, badge(word('company.is-connected'), 'good')),
    element('p', {class: 'hint'}, used(link)),
    unfolding(
      word('company.disconnect'), word('company.disconnect-one', {name}),
      element('p', {}, word('company.disconnect-told')), disconnect));
}
