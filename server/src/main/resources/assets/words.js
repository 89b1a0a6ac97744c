// The words that scripts need, in the language of the page.
const answer = await fetch(new URL(`words.${language()}.json`, import.meta.url));
const words = await answer.json();

export function language() {
  return document.documentElement.lang;
}

/** The words for a key; names in braces are replaced by values. */
export function word(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
