// Files of records: downloads for a reason, and uploads with their progress. Both are calls of the API.
import {Problem} from './calls.js';
import {keep} from './elements.js';
import {attempt, say} from './frame.js';
import {proven} from './proof.js';
import {language} from './words.js';

const ENDINGS = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/csv': '.csv',
  'text/plain': '.txt',
};

/** Header fields carry bytes; the server reads those of other scripts as UTF-8. */
function bytes(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

async function fetched(path, purpose, reason) {
  const headers = {'Accept-Language': language(), 'Strongroom-Purpose': purpose, 'Strongroom-Reason': bytes(reason)};
  const answer = await fetch(path, {headers, cache: 'no-store'});
  if (!answer.ok) {
    throw new Problem(await answer.json());
  }
  return answer;
}

async function download(form) {
  const {download: path, purpose, name, done} = form.dataset;
  const answer = await proven(() => fetched(path, purpose, form.elements.reason.value));
  const [type] = (answer.headers.get('Content-Type') ?? '').split(';');
  keep(await answer.blob(), name + (ENDINGS[type] ?? ''));
  form.reset();
  form.closest('details').open = false;
  say(done);
}

// What the server takes for text, and does not know to be UTF-8
const TEXT = /^text\/|[/+]xml$|^application\/(sql|x-subrip|(x-)?(javascript|ecmascript|sh|csh|tex|latex|csv))$/;

/** Texts are sent in UTF-8; the server refuses those that are not. */
function mediaType({type}) {
  if (type === '') {
    return 'application/octet-stream';
  }
  return TEXT.test(type) ? `${type}; charset=utf-8` : type;
}

/** Unlike fetch, this tells how much has been sent. */
function sent(path, version, file, bar) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('Content-Type', mediaType(file));
    request.setRequestHeader('If-Match', `"${version}"`);
    request.upload.addEventListener('progress', ({loaded, total}) => { bar.value = total === 0 ? 0 : loaded / total; });
    request.addEventListener('error', () => reject(new TypeError('The server was not reached')));
    request.addEventListener('load', () => {
      if (request.status < 300) {
        resolve();
      } else {
        reject(new Problem(JSON.parse(request.responseText)));
      }
    });
    request.send(file);
  });
}

async function upload(form) {
  const {upload: path, version, part, shown, sent: done} = form.dataset;
  const [file] = form.elements.file.files;
  const bar = form.querySelector('progress');
  bar.hidden = false;
  try {
    await proven(() => sent(path, version, file, bar));
  } finally {
    bar.hidden = true;
  }
  await window.htmx.ajax('GET', shown, {target: `#${part}`});
  say(done);
}

document.body.addEventListener('submit', event => {
  const form = event.target.closest('[data-download], [data-upload]');
  if (form !== null) {
    event.preventDefault();
    attempt(form, () => (form.dataset.download === undefined ? upload(form) : download(form)));
  }
});
