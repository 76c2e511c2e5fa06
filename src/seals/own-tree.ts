import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { actLeaf } from '../../projections/seal/act-leaf.js';
import type { TreeHead } from '../../projections/seal/county-note.js';
import { RootAccumulator, leafHash, rootOf } from '../../projections/seal/merkle.js';
import type { StreamOpening } from '../../projections/seal/own-note.js';
import type { StoredAct } from '../ports/act-log.js';

/**
 * The tree of acts as far as they were read; goes on where more are read. Of acts whose bodies are the very bytes that
 * were signed the leaves are computed where they are asked for, which is seldom.
 */
export class OwnTree {
  readonly #first: Leaves;
  readonly #added: readonly Uint8Array[];
  readonly #roots: RootAccumulator;
  /** Over the bodies so far, each with a newline behind it. */
  readonly #bytes: Hash;

  private constructor(
    first: Leaves,
    added: readonly Uint8Array[],
    roots: RootAccumulator,
    bytes: Hash,
  ) {
    this.#first = first;
    this.#added = added;
    this.#roots = roots;
    this.#bytes = bytes;
  }

  static empty(): OwnTree {
    return new OwnTree(new Leaves([]), [], new RootAccumulator(), createHash('sha256'));
  }

  static of(acts: readonly StoredAct[]): OwnTree {
    return OwnTree.empty().with(acts.map(bodyOf));
  }

  /** The tree of acts whose bytes are those that an anchor has signed; null where they are others. */
  static asSigned(acts: readonly StoredAct[], { peaks, bodies }: StreamOpening): OwnTree | null {
    const roots = RootAccumulator.from(acts.length, peaks);
    const first = new Leaves(acts.map(bodyOf));
    const bytes = createHash('sha256').update(first.text());
    const isAsSigned = bytes.copy().digest().equals(bodies);
    return roots === null || !isAsSigned ? null : new OwnTree(first, [], roots, bytes);
  }

  get size(): number {
    return this.#first.size + this.#added.length;
  }

  /** How many acts there are, and their root. */
  get head(): TreeHead {
    return { size: this.size, root: this.#roots.root() };
  }

  /** What an anchor says, so that the next who opens them computes no leaf. */
  get opening(): StreamOpening {
    return { peaks: this.#roots.peaks, bodies: this.#bytes.copy().digest() };
  }

  /** The tree with more acts behind these. */
  with(bodies: readonly string[]): OwnTree {
    if (bodies.length === 0) return this;
    const added = bodies.map((body, index) => leafOf(this.size + 1 + index, body));
    const roots = this.#roots.copy();
    for (const leaf of added) roots.add(leaf);
    const bytes = this.#bytes.copy().update(textOf(bodies));
    return new OwnTree(this.#first, [...this.#added, ...added], roots, bytes);
  }

  /** The leaf hashes from one act to another, both included. */
  leaves(from: number, to: number): readonly Uint8Array[] {
    const first = this.#first.size;
    if (from > first) return this.#added.slice(from - 1 - first, to - first);
    return [...this.#first.all(), ...this.#added].slice(from - 1, to);
  }

  /** The root of the first acts; asked for sizes from 0 to `size`. */
  rootAt(size: number): Uint8Array {
    return size === this.size ? this.#roots.root() : rootOf(this.leaves(1, size));
  }
}

/** Leaves that are computed once, where they are asked for; until then their bodies are kept. */
class Leaves {
  readonly size: number;
  #bodies: readonly string[];
  #leaves: readonly Uint8Array[] | null = null;

  constructor(bodies: readonly string[]) {
    this.size = bodies.length;
    this.#bodies = bodies;
  }

  text(): string {
    return textOf(this.#bodies);
  }

  all(): readonly Uint8Array[] {
    this.#leaves ??= this.#bodies.map((body, index) => leafOf(index + 1, body));
    this.#bodies = [];
    return this.#leaves;
  }
}

function textOf(bodies: readonly string[]): string {
  return bodies.length === 0 ? '' : `${bodies.join('\n')}\n`;
}

function bodyOf({ body }: StoredAct): string {
  return body;
}

/** What is no act has a leaf that no act has, so that it is told where it stands. */
function leafOf(number: number, body: string): Uint8Array {
  try {
    return actLeaf(number, body);
  } catch {
    return leafHash(Buffer.from(`${String(number)} ${body}`, 'utf8'));
  }
}
