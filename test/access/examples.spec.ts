import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay } from '../../events/values/day.js';
import { parseInstant } from '../../events/values/instant.js';
import { present } from '../store/present.js';
import { loaded, shownOn } from './acts-of-lines.js';
import type { Loaded } from './acts-of-lines.js';

const EXAMPLES = join(import.meta.dirname, 'examples');
const CLOCK = present(parseInstant('2026-11-29T08:00:00Z'));

describe.each(readdirSync(EXAMPLES))('the worked acts %s', (name) => {
  const folder = join(EXAMPLES, name);
  const days = readdirSync(folder).flatMap((file) => /^show-(.*)\.json$/u.exec(file)?.[1] ?? []);
  let acts: Loaded;

  beforeAll(async () => {
    acts = await loaded(readFileSync(join(folder, 'acts.ndjson')), CLOCK);
  });

  it('come to the outcomes that stand beside them', () => {
    const lines = readFileSync(join(folder, 'outcomes.ndjson'), 'utf8').trim().split('\n');
    expect(acts.outcomes).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  });

  it.each(days)('show on %s what stands beside them', (day) => {
    const expected = readFileSync(join(folder, `show-${day}.json`), 'utf8');
    const shown = shownOn(acts.bodies, present(parseDay(day)));
    expect(shown).toEqual(JSON.parse(expected));
  });
});
