import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ROLES } from '../../events/acts/permissions.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { fieldsAround, fieldsOfData } from '../../events/reference/described-fields.js';
import { refusalsOf } from '../../events/reference/refusals.js';
import { RECORD_TYPES } from '../../events/records/schemas.js';
import { REJECTION_CODES } from '../../events/rejections.js';
import { parseLine } from '../../events/wire/parse.js';
import { TOLD_LINES } from '../../projections/form/told-lines.js';
import { OPERATOR } from '../../src/application/actor.js';
import type { House } from '../../src/application/house.js';
import { contactSetting } from '../../src/web/contact.js';
import { HOW_TO } from '../../src/web/pages/help/by-role.js';
import { LetterQuoted } from '../../src/web/pages/help/quoted.js';
import { PAGES } from '../../src/web/pages.js';
import { present } from '../store/present.js';
import { shownAt } from './page-in-process.js';

/** Pages of help ask nothing. */
const NO_HOUSE = {} as House;

const html = async (address: string): Promise<string> =>
  (await shownAt(NO_HOUSE, OPERATOR, address)).html;

/** What a mark has on the elements that bear it, in order. */
function marked(text: string, mark: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\\b${mark}="([^"]*)"`, 'gu'))].map(
    ([, value = '']) => value,
  );
}

describe('help on a type of record', () => {
  it.each(RECORD_TYPES.map(({ name }) => name))(
    'says of %s each field, an example, and the refusals that it can meet',
    async (name) => {
      const shown = await html(`/help/records/${name}`);
      const fields = [...fieldsOfData(name), ...fieldsAround(name)];
      expect(marked(shown, 'data-field')).toEqual(fields.map(({ path }) => path));
      expect(marked(shown, 'data-code')).toEqual(refusalsOf(name));
      const example = /<pre id="example"[^>]*>([^<]*)<\/pre>/u.exec(shown)?.[1] ?? '';
      const record = example.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      const line = JSON.stringify(JSON.parse(record));
      expect(parseLine(line, 'live')).not.toHaveProperty('code');
      expect(shown).not.toContain('`');
    },
  );

  it('names the parts of a list by the headings that a file has', async () => {
    expect(await html('/help/records/CollectionDistributed')).toMatch(
      /headings allocations\.1\.bucket, .*up to allocations\.20\.bucket, /u,
    );
    expect(await html('/help/records/CaseOpened')).not.toContain('id="headings"');
  });

  it('says of each refusal how to mend what was refused', async () => {
    const shown = await html('/help/refusals');
    expect(marked(shown, 'data-code')).toEqual([...REJECTION_CODES]);
    expect(shown).toContain('How to mend it');
  });
});

describe('help on a line', () => {
  const texts = (text: string): string => text.replaceAll(/&#x27;|&#39;/gu, "'");
  const ours = (shown: string): readonly string[] =>
    ['ours', 'example', 'without'].map((id) =>
      texts(new RegExp(`<span id="${id}">([^<]*)</span>`, 'u').exec(shown)?.[1] ?? ''),
    );

  it.each(LINE_NUMBERS)(
    'says of Line %s what the letter says, how we read it, an example, and who is not in it',
    async (line) => {
      const shown = await html(`/help/lines/${line}`);
      const told = TOLD_LINES[line];
      expect(ours(shown)).toEqual([told.ours, told.example, told.without]);
      expect(told.quoted).not.toBeNull();
      const { words, letter } = present(told.quoted);
      expect(texts(shown)).toContain(
        `<blockquote id="quoted"><p>“${words}”</p></blockquote><figcaption><cite>${letter}</cite>, instruction for Line ${line}</figcaption>`,
      );
    },
  );

  it('has the letter first, then how we read it, the rule, an example, and who is not in it', async () => {
    const names = [...(await html('/help/lines/21a')).matchAll(/<dt>([^<]*)<\/dt>/gu)];
    expect(names.map(([, name]) => name)).toEqual([
      'What the letter says',
      'How we read it',
      'Where it leaves a choice',
      'The rule',
      'Of which time',
      'Columns',
      'Never more than',
      'Where the letter says so',
      'Example',
      'Not in it',
      'Section',
    ]);
  });

  it('says that nothing is quoted of a line that the letter has no instruction for', () => {
    const shown = renderToString(h(LetterQuoted, { line: '2e', quoted: null }));
    expect(shown).toBe(
      '<span id="quoted">No instruction is for Line 2e alone, so none is quoted here.</span>',
    );
  });
});

describe('the accessibility statement', () => {
  it('has a contact: what the operator says, else where the form is sent', async () => {
    expect(await html('/accessibility')).toContain(
      '<strong id="contact">Access desk, 916-555-0100',
    );
    expect(contactSetting({})).toContain('P.O. Box 419064');
  });
});

describe('help by role', () => {
  it('has something for each role, at addresses that there are', async () => {
    const shown = await html('/help');
    expect(marked(shown, 'data-role')).toEqual([...ROLES]);
    const actions = new Map(PAGES.map(({ address, action }) => [address, action]));
    for (const role of ROLES) {
      expect(HOW_TO[role].length).toBeGreaterThan(0);
      for (const { what, at } of HOW_TO[role]) {
        expect(shown).toContain(what);
        if (at !== null) expect(actions.get(at.href)).toBe(at.needs);
      }
    }
  });
});
