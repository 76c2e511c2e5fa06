import { systemReason } from '../ports/system-reason.js';
import type { Instant } from '../../events/values/instant.js';
import type { KeptLog, LinesOnServer } from '../ports/access-log.js';
import { sendLines } from './send-lines.js';

/** How often a server is asked whether it has all lines, and how much rarer after failures. */
const SEND_MS = 1000;
const SEND_MS_MAX = 60_000;

/** How often lines whose seven years are over are looked for. */
const EXPIRE_MS = 3_600_000;

/** What a service that stays does for its access log beside answering. */
export interface LogCare {
  readonly log: KeptLog;
  /** Null where the folder is the store. */
  readonly server: LinesOnServer | null;
  readonly clock: () => Instant;
  /** Told of each trouble once, until there is another. */
  readonly onTrouble: (sentence: string) => void;
}

/** Takes out what was kept for seven years, and sends lines on, until it is stopped. */
export function careForLog({ log, server, clock, onTrouble }: LogCare): { stop(): Promise<void> } {
  const told = new Set<string>();
  const tell = (sentence: string): void => {
    if (told.has(sentence)) return;
    told.clear();
    told.add(sentence);
    onTrouble(sentence);
  };
  const expire = async (): Promise<boolean> => {
    const lines = await log.expire(clock());
    const { name, size } = await log.head();
    if (lines > 0 && server !== null && name !== null) {
      const oldest = await oldestOf(log);
      await server.forget(name, oldest === null ? size : oldest - 1);
    }
    return true;
  };
  const send = async (): Promise<boolean> => {
    if (server === null) return true;
    const sent = await sendLines(log, server);
    if (sent.kind === 'sent') return true;
    tell(sent.message);
    return false;
  };
  const works = [
    repeated(expire, { everyMs: EXPIRE_MS, tell }),
    ...(server === null ? [] : [repeated(send, { everyMs: SEND_MS, tell })]),
  ];
  return {
    stop: async () => {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}

async function oldestOf(log: KeptLog): Promise<number | null> {
  const all = { counties: null, account: null, action: null, from: null, to: null, after: 0 };
  for await (const { n } of log.lines(all)) return n;
  return null;
}

interface Repeating {
  readonly everyMs: number;
  readonly tell: (sentence: string) => void;
}

/** Does a work again and again, rarer while it fails; one that is under way is waited for. */
function repeated(
  work: () => Promise<boolean>,
  { everyMs, tell }: Repeating,
): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let pauseMs = everyMs;
  const round = async (): Promise<void> => {
    const isDone = await work().catch((error: unknown) => {
      tell(`${systemReason(error)}.`);
      return false;
    });
    pauseMs = isDone ? everyMs : Math.max(everyMs, Math.min(2 * pauseMs, SEND_MS_MAX));
    if (!isStopped) timer = setTimeout(begin, pauseMs).unref();
  };
  let underWay = Promise.resolve();
  const begin = (): void => {
    underWay = round();
  };
  begin();
  return {
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
