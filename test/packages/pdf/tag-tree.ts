/** An element of a PDF's structure: its type, what it says of itself, what is in it. */
export interface TagElement {
  readonly type: string;
  readonly scope: string | null;
  readonly actual: string | null;
  readonly elements: readonly TagElement[];
  /** Marked pieces of pages: `page object/number`. */
  readonly marked: readonly string[];
}

/** The structure of a PDF that stands uncompressed in its file, read object by object and by nothing of what wrote it. */
export function tagTree(pdf: Uint8Array): TagElement {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'));
  const root = [...objects.values()].find((text) => text.includes('/Type /StructTreeRoot'));
  if (root === undefined) throw new Error('The file has no structure.');
  const [first] = referencesIn(fieldOf(root, 'K'));
  if (first === undefined) throw new Error('The structure is empty.');
  return element(objects, first);
}

/** All elements, each before those in it. */
export function* walked(of: TagElement): Generator<TagElement> {
  yield of;
  for (const inner of of.elements) yield* walked(inner);
}

/** The marked pieces of every page that are no artifact: `page object/number`. */
export function markedPieces(pdf: Uint8Array): readonly string[] {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = objectsOf(text);
  return [...objects].flatMap(([number, body]) => {
    if (!body.includes('/Type /Page\n')) return [];
    const content = objects.get(referencesIn(fieldOf(body, 'Contents'))[0] ?? 0) ?? '';
    return [...content.matchAll(/\/MCID (\d+)/gu)].map(([, id = '']) => `${String(number)}/${id}`);
  });
}

/** The titles of the bookmarks, in order. */
export function bookmarks(pdf: Uint8Array): readonly string[] {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'));
  const root = [...objects.values()].find((text) => text.includes('/Outlines '));
  let next = referencesIn(
    fieldOf(objects.get(referenceIn(root ?? '', 'Outlines')) ?? '', 'First'),
  )[0];
  const titles: string[] = [];
  while (next !== undefined) {
    const body = objects.get(next) ?? '';
    titles.push(/\/Title \(((?:[^()\\]|\\.)*)\)/u.exec(body)?.[1] ?? '');
    next = body.includes('/Next ') ? referenceIn(body, 'Next') : undefined;
  }
  return titles;
}

function element(objects: ReadonlyMap<number, string>, number: number): TagElement {
  const body = objects.get(number) ?? '';
  const kids = fieldOf(body, 'K');
  const page = referenceIn(body, 'Pg');
  const inner = referencesIn(kids.replaceAll(/<<[^>]*>>/gu, ''));
  const own = [...kids.replaceAll(/<<[^>]*>>/gu, '').matchAll(/(?<![\d ])\d+(?! 0 R)(?!\d)/gu)];
  const marked = [
    ...own.map(([id]) => `${String(page)}/${id}`),
    ...[...kids.matchAll(/<<[^>]*\/Pg (\d+) 0 R[^>]*\/MCID (\d+)[^>]*>>/gu)].map(
      ([, of = '', id = '']) => `${of}/${id}`,
    ),
    ...[...kids.matchAll(/<<[^>]*\/MCID (\d+)[^>]*\/Pg (\d+) 0 R[^>]*>>/gu)].map(
      ([, id = '', of = '']) => `${of}/${id}`,
    ),
  ];
  return {
    type: /\/S \/(\w+)/u.exec(body)?.[1] ?? '',
    scope: /\/Scope \/(\w+)/u.exec(body)?.[1] ?? null,
    actual: /\/ActualText \(((?:[^()\\]|\\.)*)\)/u.exec(body)?.[1] ?? null,
    elements: inner.map((each) => element(objects, each)),
    marked,
  };
}

function objectsOf(text: string): ReadonlyMap<number, string> {
  const found = [...text.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gmu)];
  return new Map(found.map(([, number = '', body = '']) => [Number(number), body]));
}

/** What stands behind a name: an array, or a reference or number. */
function fieldOf(body: string, name: string): string {
  const at = body.search(new RegExp(`/${name} ?(?=[\\[\\d<])`, 'u'));
  if (at < 0) return '';
  const rest = body.slice(at + name.length + 1).trimStart();
  return rest.startsWith('[')
    ? rest.slice(1, rest.indexOf(']'))
    : (/^\d+(?: 0 R)?/u.exec(rest)?.[0] ?? '');
}

function referencesIn(text: string): readonly number[] {
  return [...text.matchAll(/(\d+) 0 R/gu)].map(([, number = '']) => Number(number));
}

function referenceIn(body: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`, 'u').exec(body)?.[1] ?? 0);
}
