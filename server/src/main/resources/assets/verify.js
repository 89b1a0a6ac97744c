// Verifies the log in the reader's own browser: signatures, proofs, and that nothing it has seen before was changed.
import {call} from './calls.js';
import {attempt} from './frame.js';
import {earlierRoot, leafHash, root, rootByProof, same} from './tiles.js';
import {word} from './words.js';

const REMEMBERED = 'strongroom-checkpoint:';
const place = document.getElementById('verified');

class Unverified extends Error {}

function requireThat(condition, reason) {
  if (!condition) {
    throw new Unverified(reason);
  }
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A verifier key is name+id+base64 of the type and the public key (C2SP signed-note). */
function parseKey(text) {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  return {name: text.slice(0, first), id: text.slice(first + 1, second), key: bytesOf(text.slice(second + 1)).slice(1)};
}

function signatureOf(line) {
  const [, name, signature] = line.split(' ');
  const bytes = bytesOf(signature ?? '');
  const id = [...bytes.slice(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return {name, id, signature: bytes.slice(4)};
}

async function isSigned(text, signatures, {name, id, key}) {
  const publicKey = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  const signed = new TextEncoder().encode(text);
  for (const line of signatures.filter(one => one.name === name && one.id === id)) {
    if (await crypto.subtle.verify('Ed25519', publicKey, line.signature, signed)) {
      return true;
    }
  }
  return false;
}

/** A checkpoint that a key of the log has signed (C2SP tlog-checkpoint). */
async function checkpointOf(note, keys) {
  const end = note.lastIndexOf('\n\n');
  requireThat(end > 0, 'verify.bad-form');
  const text = note.slice(0, end + 1);
  const [origin, size, rootHash] = text.split('\n');
  requireThat(/^(0|[1-9][0-9]{0,15})$/.test(size), 'verify.bad-form');
  const signatures = note.slice(end + 2).trimEnd().split('\n').map(signatureOf);
  const ours = keys.map(parseKey).filter(key => key.name === origin);
  const results = await Promise.all(ours.map(key => isSigned(text, signatures, key)));
  requireThat(results.includes(true), 'verify.bad-signature');
  return {origin, size: Number(size), root: bytesOf(rootHash)};
}

async function text(address) {
  const answer = await fetch(address, {cache: 'no-store'});
  return {status: answer.status, content: await answer.text()};
}

function remembered(origin) {
  const kept = localStorage.getItem(REMEMBERED + origin);
  if (kept === null) {
    return undefined;
  }
  const [size, rootHash] = kept.split(' ');
  return {size: Number(size), root: bytesOf(rootHash)};
}

function remember({origin, size, root: rootHash}) {
  localStorage.setItem(REMEMBERED + origin, `${size} ${btoa(String.fromCharCode(...rootHash))}`);
}

async function verifyLog() {
  const {verifierKeys} = await call('GET', '/v1/log');
  const {content} = await text('/log/checkpoint');
  const newest = await checkpointOf(content, verifierKeys);
  requireThat(same(await root(newest.size), newest.root), 'verify.bad-proof');
  const before = remembered(newest.origin);
  if (before !== undefined) {
    await requireHistory(before, newest);
  }
  remember(newest);
  return told(before, newest);
}

async function requireHistory(before, newest) {
  requireThat(before.size <= newest.size, 'verify.bad-history');
  const earlier = before.size === 0 ? before.root : await earlierRoot(before.size, newest.size);
  requireThat(same(earlier, before.root), 'verify.bad-history');
}

function told(before, newest) {
  if (before === undefined) {
    return word('verify.log-new', {size: newest.size});
  }
  const key = before.size === newest.size ? 'verify.log-same' : 'verify.log-grown';
  return word(key, {size: newest.size, before: before.size});
}

async function verifyEntry(receipt) {
  const {verifierKeys} = await call('GET', '/v1/log');
  const {status, content} = await text(`/v1/receipts/${receipt}`);
  if (status === 202) {
    return word('verify.waiting');
  }
  requireThat(status === 200, 'verify.bad-proof');
  const end = content.indexOf('\n\n');
  const [, extra, indexLine, ...hashes] = content.slice(0, end).split('\n');
  requireThat(extra.startsWith('extra ') && indexLine.startsWith('index '), 'verify.bad-form');
  const index = Number(indexLine.slice('index '.length));
  const newest = await checkpointOf(content.slice(end + 2), verifierKeys);
  const leaf = await leafHash(bytesOf(extra.slice('extra '.length)));
  requireThat(receipt === `${index}-${base64url(leaf)}`, 'verify.bad-proof');
  const reached = await rootByProof(leaf, index, newest.size, hashes.map(bytesOf));
  requireThat(same(reached, newest.root), 'verify.bad-proof');
  return word('verify.entry', {index, size: newest.size});
}

async function show(verification) {
  place.className = 'badge';
  place.textContent = word('verify.running');
  try {
    place.textContent = await verification();
    place.classList.add('bg-green-lt');
  } catch (failure) {
    place.textContent = reason(failure);
    place.classList.add('bg-red', 'text-red-fg');
  }
}

function reason(failure) {
  if (failure instanceof Unverified || failure instanceof RangeError) {
    return word('verify.failed', {reason: word(failure instanceof Unverified ? failure.message : 'verify.bad-proof')});
  }
  return failure.name === 'NotSupportedError' ? word('verify.unsupported') : word('frame.unreachable');
}

function offer(id, verification) {
  const button = document.getElementById(id);
  button?.addEventListener('click', () => attempt(button, () => show(() => verification(button.dataset))));
}

offer('verify-log', verifyLog);
offer('verify-entry', ({receipt}) => verifyEntry(receipt));
