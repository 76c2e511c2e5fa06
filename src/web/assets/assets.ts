import { createHash } from 'node:crypto';
import { extname, basename } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { NAMED_ASSETS, readBeside, readNamedAsset } from './asset-sources.js';
import type { AssetSource, NamedAsset } from './asset-sources.js';

/** A file as it is served: its name holds the hash of its bytes, so that it may be kept for ever. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** The bytes compressed, made once; null where compressing gains nothing. */
  readonly brotli: () => Promise<Buffer> | null;
  readonly gzip: () => Promise<Buffer> | null;
}

/** Where assets are served. */
export const ASSETS_ADDRESS = '/assets';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

const COMPRESSED = new Set(['.css', '.js', '.svg']);

const HASH_DIGITS = 16;

interface Assets {
  readonly byName: ReadonlyMap<string, Asset>;
  readonly hrefs: ReadonlyMap<NamedAsset, string>;
}

let loaded: Assets | null = null;

/** The address of a file that pages name. */
export function assetHref(name: NamedAsset): string {
  return assets().hrefs.get(name) ?? '';
}

/** The file of a hashed name; null where there is none. */
export function findAsset(name: string): Asset | null {
  return assets().byName.get(name) ?? null;
}

/** Reads all files, before a service listens: it throws where one is missing. */
export function loadAssets(): void {
  assets();
}

/** Makes their compressed forms one after the other, once a service listens; who asks earlier waits for his. */
export async function compressAssets(): Promise<void> {
  for (const asset of assets().byName.values()) {
    await asset.brotli();
    await asset.gzip();
  }
}

/** Read when they are first needed, and kept as long as the process: they are a part of the program. */
function assets(): Assets {
  loaded ??= load();
  return loaded;
}

function load(): Assets {
  const byName = new Map<string, Asset>();
  const hrefs = new Map<NamedAsset, string>();
  for (const name of NAMED_ASSETS) {
    const source = readNamedAsset(name);
    const bytes = extname(name) === '.css' ? withHashedNames(source, byName) : source.bytes;
    hrefs.set(name, `${ASSETS_ADDRESS}/${put(byName, name, bytes)}`);
  }
  return { byName, hrefs };
}

const NAMED_BY_STYLES = /url\("?(\.\.?\/[^)"]+)"?\)/gu;

/** A style sheet whose files are served beside it by their hashed names. Those that are not there are left out. */
function withHashedNames(source: AssetSource, byName: Map<string, Asset>): Buffer {
  const text = source.bytes.toString('utf8').replace(/\/\*# sourceMappingURL=.*?\*\//u, '');
  const hashed = text.replaceAll(NAMED_BY_STYLES, (_, path: string) => {
    const { bytes } = readBeside(source, path);
    return `url(${put(byName, basename(path), bytes)})`;
  });
  return Buffer.from(hashed, 'utf8');
}

function put(byName: Map<string, Asset>, name: string, bytes: Buffer): string {
  const extension = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_DIGITS);
  const hashed = `${basename(name, extension)}.${hash}${extension}`;
  const isCompressed = COMPRESSED.has(extension);
  byName.set(hashed, {
    name: hashed,
    type: TYPES[extension] ?? 'application/octet-stream',
    bytes,
    brotli: once(isCompressed, () => brotlied(bytes)),
    gzip: once(isCompressed, () => promisify(gzip)(bytes)),
  });
  return hashed;
}

function once(isDone: boolean, make: () => Promise<Buffer>): () => Promise<Buffer> | null {
  let made: Promise<Buffer> | null = null;
  return () => (isDone ? (made ??= make()) : null);
}

function brotlied(bytes: Buffer): Promise<Buffer> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}
