// Makes passkeys and uses them, by the browser's own dialogs (W3C Web Authentication).
import {call} from './calls.js';

export function arePossible() {
  return typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function';
}

export async function makePasskey(label) {
  const options = await call('POST', '/v1/me/passkeys/options', {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.create({publicKey});
  return call('POST', '/v1/me/passkeys', {label, credential: credential.toJSON()});
}

export async function provePasskey() {
  const options = await call('POST', '/v1/sign-in/passkey/options', {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  const credential = await navigator.credentials.get({publicKey});
  return call('POST', '/v1/sign-in/passkey', {credential: credential.toJSON()});
}
