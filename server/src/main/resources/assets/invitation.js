// Taking an invitation up: a password first, then an authenticator app or a passkey.
import {call} from './calls.js';
import {appEnrolment, passkeyEnrolment, recoveryCodesKept} from './enrolment.js';
import {unfolding} from './elements.js';
import {onSubmit} from './frame.js';
import {word} from './words.js';

// The invitation is used up by the password, so whoever loads the page again goes on from there.
const ENROLLING = '#enrol';

const part = id => document.getElementById(id);

async function enrolled(codes) {
  if (codes.length > 0) {
    await recoveryCodesKept(codes);
  }
  location.replace('/console');
}

function showSecond() {
  part('first').hidden = true;
  part('second').hidden = false;
  const app = unfolding(word('invitation.app'), word('invitation.app'), appEnrolment(enrolled));
  app.open = true;
  part('enrolment').replaceChildren(
    app, unfolding(word('invitation.passkey'), word('invitation.passkey'), passkeyEnrolment(enrolled)));
}

/** The token must not stay where the browser remembers it. */
function takeTokenFromAddress() {
  const token = location.hash.slice(1);
  if (token !== '' && location.hash !== ENROLLING) {
    history.replaceState(null, '', location.pathname);
    part('token').value = token;
    part('password').focus();
  }
}

part('shown').addEventListener('change', event => {
  part('password').type = event.target.checked ? 'text' : 'password';
});
onSubmit(part('invitation-form'), async given => {
  await call('POST', '/v1/sign-in/invitation', {...given, token: given.token.trim()});
  part('invitation-form').reset();
  history.replaceState(null, '', ENROLLING);
  showSecond();
  part('second').querySelector('input').focus();
});
takeTokenFromAddress();
if (location.hash === ENROLLING) {
  showSecond();
}
