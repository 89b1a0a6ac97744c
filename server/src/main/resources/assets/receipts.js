// Proofs are downloaded once a signed state of the log holds what they prove, which takes a second after it happened.
import {Problem} from './calls.js';
import {keep} from './elements.js';
import {attempt, say} from './frame.js';
import {proven} from './proof.js';
import {language, word} from './words.js';

const LONGEST_SECONDS = 30;
const MIDDLE = 1;

async function asked(path) {
  const answer = await fetch(path, {headers: {'Accept-Language': language()}, cache: 'no-store'});
  if (!answer.ok) {
    throw new Problem(await answer.json());
  }
  return answer;
}

async function proof(path) {
  for (let seconds = 0; seconds < LONGEST_SECONDS; seconds += 1) {
    const answer = await proven(() => asked(path));
    if (answer.status === 200) {
      return answer.blob();
    }
    // Once: it takes the reader to the message, from wherever they are by then
    if (seconds === 0) {
      say(word('receipt.waiting'));
    }
    await new Promise(resolve => { setTimeout(resolve, 1000); });
  }
  throw new Problem({code: 'receipt.waiting', detail: word('receipt.too-early')});
}

async function download(link) {
  keep(await proof(link.getAttribute('href')), link.download);
  say(word('receipt.kept'));
}

/** What is on its way already is not asked for once more: a session that is over would be told twice. */
async function once(link) {
  if (link.ariaBusy !== 'true') {
    link.ariaBusy = 'true';
    await attempt(link, () => download(link));
    link.ariaBusy = null;
  }
}

function onClick(event) {
  const link = event.target.closest('a[download][href^="/v1/receipts/"]');
  if (link !== null && event.button <= MIDDLE) {
    event.preventDefault();
    once(link);
  }
}

document.body.addEventListener('click', onClick);
// The middle button, which would open a tab with nothing in it
document.body.addEventListener('auxclick', onClick);
