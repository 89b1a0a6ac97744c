// Adds an authenticator app or a passkey, and shows recovery codes the one time they are told.
import {call} from './calls.js';
import {button, codeField, element, labelField, submit} from './elements.js';
import {attempt, onSubmit, say} from './frame.js';
import {arePossible, makePasskey} from './passkeys.js';
import {proven} from './proof.js';
import {word} from './words.js';

/** A form that begins an app, and then asks for its first code. */
export function appEnrolment(done) {
  const place = element('div');
  const form = element('form', {method: 'post'},
    element('p', {}, word('enrolment.app-told')), ...labelField(), submit(word('enrolment.app-begin')));
  onSubmit(form, async given => {
    const begun = await proven(() => call('POST', '/v1/me/apps', given), true);
    place.replaceChildren(...appSteps(begun, done));
    place.querySelector('input').focus();
  });
  place.append(form);
  return place;
}

function appSteps(begun, done) {
  const form = element('form', {method: 'post'}, ...codeField(word('enrolment.code')), submit(word('enrolment.confirm')));
  onSubmit(form, async given => {
    const enrolled = await proven(() => call('POST', '/v1/me/apps/confirmations', given), true);
    await done(enrolled.recoveryCodes);
  });
  return [
    element('p', {}, word('enrolment.scan')),
    element('img', {src: begun.qr, alt: word('enrolment.qr'), class: 'qr', width: '320', height: '320'}),
    element('p', {}, element('a', {href: begun.uri}, word('enrolment.open'))),
    element('p', {}, word('enrolment.key')),
    element('p', {}, element('code', {class: 'key'}, begun.secret.replace(/(.{4})(?=.)/g, '$1 '))),
    form,
  ];
}

/** A form that makes a passkey on this device. */
export function passkeyEnrolment(done) {
  if (!arePossible()) {
    return element('p', {}, word('passkeys.impossible'));
  }
  const form = element('form', {method: 'post'},
    element('p', {}, word('enrolment.passkey-told')), ...labelField(), submit(word('enrolment.passkey-make')));
  return onSubmit(form, async given => {
    const enrolled = await proven(() => makePasskey(given.label), true);
    await done(enrolled.recoveryCodes);
  });
}

/** Resolves once the reader says the codes are kept. */
export function recoveryCodesKept(codes) {
  return shownOnce(word('recovery.title'), word('recovery.told'), codes.join('\n'), word('recovery.kept'));
}

/** Shows a secret that cannot be shown again, until the reader says it is kept. */
export function shownOnce(title, told, secret, kept) {
  return new Promise(resolve => {
    const copy = button(word('recovery.copy'));
    copy.addEventListener('click', () => attempt(copy, async () => {
      await navigator.clipboard.writeText(secret);
      say(word('recovery.copied'));
    }));
    const dialog = element('dialog', {
      'aria-labelledby': 'once-title',
      // Escape would lose for good what nobody has written down yet
      cancel: event => event.preventDefault(),
      close: () => {
        dialog.remove();
        resolve();
      },
    });
    dialog.append(
      element('h2', {id: 'once-title'}, title),
      element('p', {class: 'message', role: 'status', 'aria-live': 'polite', tabindex: '-1'}),
      element('p', {}, told),
      element('pre', {class: 'codes', tabindex: '0'}, secret),
      copy,
      button(kept, {class: 'main', click: () => dialog.close()}));
    document.body.append(dialog);
    dialog.showModal();
  });
}
