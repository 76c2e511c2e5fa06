/** Bits for each id: about one absent id in a hundred is then taken for a present one. */
const BITS_PER_ID = 12;
const FIRST_LAYER_IDS = 1 << 16;
const LAYER_GROWTH = 4;
const PROBE_COUNT = 5;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

interface Layer {
  readonly words: Uint32Array;
  readonly idCountMax: number;
  idCount: number;
}

/**
 * A Bloom filter of record ids: "no" is certain, "perhaps" is not. It spares a look into the store for
 * nearly every new record, at 1.5 bytes an id.
 */
export class IdFilter {
  readonly #layers: Layer[] = [];

  /** Whether the id may have been added; false only if it certainly was not. */
  mayHold(id: string): boolean {
    const hash = hashOf(id, FNV_OFFSET);
    const step = hashOf(id, hash) | 1;
    return this.#layers.some((layer) => holds(layer, hash, step));
  }

  /** Adds an id. A full filter grows by a layer of four times the size. */
  add(id: string): void {
    const hash = hashOf(id, FNV_OFFSET);
    const step = hashOf(id, hash) | 1;
    const layer = this.#openLayer();
    const bitMask = layer.words.length * 32 - 1;
    for (let probe = 0, bit = hash; probe < PROBE_COUNT; probe += 1, bit = (bit + step) | 0) {
      const at = (bit & bitMask) >>> 5;
      layer.words[at] = (layer.words[at] ?? 0) | (1 << (bit & 31));
    }
    layer.idCount += 1;
  }

  #openLayer(): Layer {
    const last = this.#layers.at(-1);
    if (last !== undefined && last.idCount < last.idCountMax) return last;
    const idCountMax = last === undefined ? FIRST_LAYER_IDS : last.idCountMax * LAYER_GROWTH;
    const wordCount = 2 ** Math.ceil(Math.log2((idCountMax * BITS_PER_ID) / 32));
    const layer = { words: new Uint32Array(wordCount), idCountMax, idCount: 0 };
    this.#layers.push(layer);
    return layer;
  }
}

function holds({ words }: Layer, hash: number, step: number): boolean {
  const bitMask = words.length * 32 - 1;
  for (let probe = 0, bit = hash; probe < PROBE_COUNT; probe += 1, bit = (bit + step) | 0) {
    const word = words[(bit & bitMask) >>> 5] ?? 0;
    if ((word & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/** FNV-1a over the characters, mixed at the end so that low bits depend on all of them. */
function hashOf(id: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), FNV_PRIME);
  }
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12);
}
