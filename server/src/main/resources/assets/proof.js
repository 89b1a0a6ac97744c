// Asks the reader to prove who they are where the API wants it, and then does what was refused.
import {call, SIGNED_OUT} from './calls.js';
import {button, codeField, element, field, submit} from './elements.js';
import {attempt, Cancelled, onSubmit} from './frame.js';
import {arePossible, provePasskey} from './passkeys.js';
import {word} from './words.js';

const CODE_IS_ENOUGH = ['factor.stale'];
const PASSKEY_ONLY = ['factor.passkey_stale'];
const STALE = [...CODE_IS_ENOUGH, ...PASSKEY_ONLY, 'factor.password_stale', ...SIGNED_OUT];

/** Whether what was refused would be done after the reader has proven who they are. */
export function isProvable(code) {
  return STALE.includes(code);
}

/**
 * Does something that may need proof.
 * @param wholly whether password and code are both asked for at once, as changes of one's own factors want them
 */
export async function proven(action, wholly = false) {
  for (;;) {
    try {
      return await action();
    } catch (refused) {
      if (!isProvable(refused.code)) {
        throw refused;
      }
      await prove(refused.code, wholly);
    }
  }
}

/** Asks for the proof that is missing; throws Cancelled if the reader does not give it. */
export function prove(code, wholly = false) {
  const isOver = SIGNED_OUT.includes(code);
  return new Promise((resolve, reject) => {
    const finish = async step => {
      await step();
      if (isOver) {
        await staysTheSame();
      }
      resolve();
      dialog.close();
    };
    const dialog = element('dialog', {'aria-labelledby': 'proof-title', close: () => {
      dialog.remove();
      reject(new Cancelled());
    }});
    dialog.append(
      element('h2', {id: 'proof-title'}, word(isOver ? 'proof.ended' : 'proof.title')),
      element('p', {class: 'message', role: 'status', 'aria-live': 'polite', tabindex: '-1'}),
      element('p', {}, word(isOver ? 'proof.ended-told' : 'proof.told')),
      ...ways(code, wholly, finish),
      button(word('proof.cancel'), {click: () => dialog.close()}));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** What is shown and filled in was another person's, if somebody else signs in here. */
async function staysTheSame() {
  const {person} = document.body.dataset;
  if (person !== undefined && (await call('GET', '/v1/me')).id !== person) {
    location.reload();
    await new Promise(() => {});
  }
}

function ways(code, wholly, finish) {
  const passkey = arePossible() ? [passkeyButton(finish)] : [];
  if (PASSKEY_ONLY.includes(code)) {
    return passkey;
  }
  return [CODE_IS_ENOUGH.includes(code) && !wholly ? codeForm(finish) : wholeForm(finish), ...passkey];
}

function passkeyButton(finish) {
  const made = button(word('proof.passkey'));
  made.addEventListener('click', () => attempt(made, () => finish(provePasskey)));
  return made;
}

function codeForm(finish) {
  const form = element('form', {method: 'post'}, ...codeField(word('proof.code')), submit(word('proof.go-on')));
  return onSubmit(form, given => finish(() => call('POST', '/v1/sign-in/app', given)));
}

function wholeForm(finish) {
  const form = element('form', {method: 'post'},
    ...field(word('sign-in.name'), {name: 'name', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false'}),
    ...field(word('sign-in.password-field'), {name: 'password', type: 'password', autocomplete: 'current-password'}),
    ...codeField(word('proof.code')),
    submit(word('proof.go-on')));
  return onSubmit(form, ({name, password, code}) => finish(async () => {
    await call('POST', '/v1/sign-in/password', {name, password});
    await call('POST', '/v1/sign-in/app', {code});
  }));
}
