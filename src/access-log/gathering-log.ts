import type { Instant } from '../../events/values/instant.js';
import type { AccessLog, KeptLog, NewAccessLine } from '../ports/access-log.js';
import { GatheredRefusals } from './gathered-refusals.js';

/** With less than this free no more refusals of strangers are written; lines of accounts go on (contract/access.md). */
export const FREE_BYTES_MIN = 2 ** 30;

const MINUTE_MS = 60_000;

/** A log that gathers refusals of those who have no account, over one that keeps lines. */
export function gatheringLog(kept: KeptLog): AccessLog {
  const gathered = new GatheredRefusals();
  let writing: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  const write = (lines: readonly NewAccessLine[]): void => {
    if (lines.length === 0) return;
    writing = writing.then(() => writeWhereRoom(kept, lines));
  };
  const flush = (): void => {
    timer = null;
    write(gathered.all());
  };
  return {
    append: (line) => kept.append(line),
    lines: (asked) => kept.lines(asked),
    check: (now) => kept.check(now),
    head: () => kept.head(),
    expire: (now) => kept.expire(now),
    freeBytes: () => kept.freeBytes(),
    gather(refusal) {
      write(gathered.over(refusal.at));
      timer ??= setTimeout(flush, leftOfMinuteMs(refusal.at)).unref();
      return gathered.add(refusal);
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      flush();
      await writing;
      await kept.close();
    },
  };
}

/** Nobody waits for these lines: what cannot be written of them is lost, and the next reader's line says that it fails. */
async function writeWhereRoom(kept: KeptLog, lines: readonly NewAccessLine[]): Promise<void> {
  const free = await kept.freeBytes().catch(() => 0);
  if (free < FREE_BYTES_MIN) return;
  await Promise.all(lines.map((line) => kept.append(line)));
}

function leftOfMinuteMs(at: Instant): number {
  return MINUTE_MS - (((at % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}
