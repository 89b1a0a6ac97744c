// The hashes of the log as the browser computes them itself (RFC 6962, 2.1; C2SP tlog-tiles). Nothing here trusts the
// server: what does not lead to a signed root is refused by whoever asks.
const FULL = 256;
const HASH = 32;

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));
}

export function leafHash(entry) {
  return sha256(Uint8Array.of(0), entry);
}

function nodeHash(left, right) {
  return sha256(Uint8Array.of(1), left, right);
}

export function same(left, right) {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** The root over complete subtrees of one size, followed by a smaller one if there is one. */
async function over(hashes, rest) {
  if (hashes.length === 0) {
    return rest;
  }
  if (hashes.length === 1 && rest === undefined) {
    return hashes[0];
  }
  let split = 1;
  while (split * 2 < hashes.length || (rest !== undefined && split * 2 <= hashes.length)) {
    split *= 2;
  }
  return nodeHash(await over(hashes.slice(0, split)), await over(hashes.slice(split), rest));
}

function path(level, index, width) {
  let rest = index;
  const groups = [String(rest % 1000).padStart(3, '0')];
  for (rest = Math.floor(rest / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `/log/tile/${level}/${groups.join('/')}${width === FULL ? '' : `.p/${width}`}`;
}

async function tile(level, index, width) {
  if (width === 0) {
    return [];
  }
  const answer = await fetch(path(level, index, width));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok || bytes.length !== width * HASH) {
    throw new RangeError('tile');
  }
  return Array.from({length: width}, (_, at) => bytes.slice(at * HASH, (at + 1) * HASH));
}

function levels(size) {
  let count = 1;
  for (let nodes = size; nodes >= FULL; nodes = Math.floor(nodes / FULL)) {
    count += 1;
  }
  return count;
}

/** The tiles in which the right edge of the tree of a size lies, lowest level first, as they are in a larger tree. */
async function edge(size, within) {
  const tiles = [];
  for (let level = levels(within) - 1; level >= 0; level -= 1) {
    const index = Math.floor(size / FULL ** (level + 1));
    const isLast = index === Math.floor(within / FULL ** (level + 1));
    const width = isLast ? Math.floor(within / FULL ** level) % FULL : FULL;
    const hashes = await tile(level, index, width);
    if (!isLast) {
      const parent = tiles[0].hashes[index % FULL];
      if (!same(await over(hashes), parent)) {
        throw new RangeError('parent');
      }
    }
    tiles.unshift({hashes, width: Math.floor(size / FULL ** level) % FULL});
  }
  return tiles;
}

async function rootOver(tiles) {
  let root;
  for (const {hashes, width} of tiles) {
    root = await over(hashes.slice(0, width), root);
  }
  return root;
}

/** The root of the tree of a size, from its tiles. */
export async function root(size) {
  return rootOver(await edge(size, size));
}

/** The root that the first entries of a larger tree have, by tiles that lead to the larger tree's own root. */
export async function earlierRoot(size, within) {
  return rootOver(await edge(size, within));
}

/** The root that an inclusion proof leads to (RFC 9162, 2.1.3.2). */
export async function rootByProof(leaf, index, size, proof) {
  let node = leaf;
  let at = index;
  let last = size - 1;
  for (const hash of proof) {
    if (last === 0) {
      throw new RangeError('proof');
    }
    if (at % 2 === 1 || at === last) {
      node = await nodeHash(hash, node);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = await nodeHash(node, hash);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) {
    throw new RangeError('proof');
  }
  return node;
}
