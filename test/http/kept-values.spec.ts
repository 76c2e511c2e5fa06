import { KeptValues } from '../../src/http/reading/kept-values.js';

let nowMs = 0;

function kept(bytesMax: number): KeptValues<string> {
  nowMs = 0;
  return new KeptValues(
    { bytesMax, msMax: 1_000 },
    (text) => text.length,
    () => nowMs,
  );
}

describe('kept values', () => {
  it('are given back until their time is over', () => {
    const values = kept(10);
    values.set('a', '1234');
    nowMs = 999;
    expect(values.get('a')).toBe('1234');
    nowMs = 1_000;
    expect(values.get('a')).toBeNull();
    expect(values.bytes).toBe(0);
  });

  it('are not younger for being asked for', () => {
    const values = kept(10);
    values.set('a', '1');
    nowMs = 900;
    expect(values.get('a')).toBe('1');
    nowMs = 1_001;
    expect(values.get('a')).toBeNull();
  });

  it('give way in the order in which they were last asked for', () => {
    const values = kept(10);
    values.set('a', '1234');
    values.set('b', '1234');
    expect(values.get('a')).toBe('1234');
    values.set('c', '1234');
    expect(values.get('b')).toBeNull();
    expect([values.get('a'), values.get('c'), values.bytes]).toEqual(['1234', '1234', 8]);
  });

  it('take the place of those with the same key', () => {
    const values = kept(10);
    values.set('a', '1234');
    values.set('a', '12');
    expect([values.get('a'), values.bytes]).toEqual(['12', 2]);
  });

  it('are as large as all that is kept, and no larger', () => {
    const values = kept(10);
    values.set('a', '1234567890');
    expect(values.get('a')).toBe('1234567890');
    values.set('b', '12345678901');
    expect([values.get('a'), values.get('b'), values.bytes]).toEqual(['1234567890', null, 10]);
  });
});
