// Calls of the API. What may be done is decided there.
import {language} from './words.js';

/** What is told to whoever is signed in no more. */
export const SIGNED_OUT = ['session.missing', 'session.incomplete', 'caller.unknown'];

/** What the API refused, with the code and the members it told. */
export class Problem extends Error {
  constructor(told) {
    super(told.detail);
    this.code = told.code;
    this.member = told.member;
    this.waitSeconds = told.retryAfterSeconds;
    this.isSignedOut = SIGNED_OUT.includes(told.code);
  }
}

/** The answer's JSON; undefined if it has none. */
export async function call(method, path, body) {
  const headers = {'Accept-Language': language()};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(path, {method, headers, body: JSON.stringify(body), cache: 'no-store'});
  const text = await answer.text();
  const told = text === '' ? undefined : JSON.parse(text);
  if (!answer.ok) {
    throw new Problem(told);
  }
  return told;
}
