// Where the reader is reached: phones for codes, and a mail address for notices.
import {call} from './calls.js';
import {moment} from './dates.js';
import {codeField, element, field, heading, labelField, list, section, submit, unfolding} from './elements.js';
import {labelled, removal} from './factors.js';
import {onSubmit} from './frame.js';
import {proven} from './proof.js';
import {word} from './words.js';

/** A form for an address or a number, and then for the code that was sent there. */
function confirmation(kind, fields, changed) {
  const place = element('div');
  const form = element('form', {method: 'post'}, ...fields, submit(word('frame.send-code')));
  onSubmit(form, async given => {
    const sent = await proven(() => call('POST', '/v1/me/contacts', {kind, ...given}), true);
    place.replaceChildren(codeForm(sent.sentTo, changed));
    place.querySelector('input').focus();
  });
  place.append(form);
  return place;
}

function codeForm(sentTo, changed) {
  const form = element('form', {method: 'post'},
    element('p', {}, word('frame.code-sent', {place: sentTo})),
    ...codeField(word('frame.code')),
    submit(word('frame.confirm')));
  return onSubmit(form, async given => {
    await proven(() => call('POST', '/v1/me/contacts/confirmations', given));
    await changed(word('frame.confirmed'));
  });
}

export function phonesSection(me, changed) {
  const phones = me.factors.contacts.filter(contact => contact.kind === 'PHONE');
  const told = phone => `${phone.masked} · ${word('frame.added', {time: moment(phone.createdAt)})}`;
  const number = field(
    word('phones.number'), {name: 'value', type: 'tel', autocomplete: 'tel'}, word('phones.number-hint'));
  return section(word('phones.title'),
    element('p', {class: 'hint'}, word('phones.told')),
    list(phones.map(phone => labelled('/v1/me/contacts', phone, told(phone), changed)), word('phones.none')),
    unfolding(
      word('phones.add'), word('phones.add'), confirmation('phone', [...labelField(), ...number], changed)));
}

export function mailSection(me, changed) {
  const mails = me.factors.contacts.filter(contact => contact.kind === 'MAIL');
  const address = field(word('mail.address'), {name: 'value', type: 'email', autocomplete: 'email'});
  const ask = mails.length === 0 ? word('mail.add') : word('mail.replace');
  return section(word('mail.title'),
    element('p', {class: 'hint'}, word('mail.told')),
    list(mails.map(mail => shownMail(mail, changed)), word('mail.none')),
    unfolding(ask, ask, confirmation('mail', address, changed)));
}

function shownMail(mail, changed) {
  return element('li', {},
    heading(mail.masked),
    element('p', {class: 'hint'}, word('frame.added', {time: moment(mail.createdAt)})),
    removal('/v1/me/contacts', mail.id, mail.masked, changed));
}
