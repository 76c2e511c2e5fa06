import { latenessText } from '../../src/versions/lateness-text.js';

describe('how late a version is', () => {
  it.each([
    [1, 'late by 1 day'],
    [2, 'late by 2 days'],
    [7351, 'late by 7,351 days'],
  ])('by %d', (days, said) => {
    expect(latenessText(days)).toBe(said);
  });
});
