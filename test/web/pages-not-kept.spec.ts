import { LIST } from '../../src/application/list.js';
import { PAGES } from '../../src/web/pages.js';

/** Pages on which nothing of a person is, though a question of theirs answers with persons. */
const SHOWN_WITHOUT_PERSON: ReadonlySet<string> = new Set([
  '/search', // leads on to what it found
  '/counties/:county/months/:month', // of sense checks the sentences, with numbers alone
]);

const showing = PAGES.filter(({ asks }) =>
  asks.some((name) => LIST[name].kind === 'question' && LIST[name].showsPerson),
);

describe('what a browser keeps', () => {
  it('is no page that shows a person', () => {
    const kept = showing.filter(({ showsPerson }) => !showsPerson).map(({ address }) => address);
    expect(new Set(kept)).toEqual(SHOWN_WITHOUT_PERSON);
  });
});
