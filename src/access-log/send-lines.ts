import { canonicalLine } from '../../projections/access-log/line-text.js';
import type { AccessLine, KeptLog, LinesAsked, LinesOnServer } from '../ports/access-log.js';

/** Lines that are sent together: some hundreds of characters each. */
const SENT_LINES_MAX = 200;

/** How many lines were sent, or why none can be: a sentence for the operator. */
export type Sent =
  | { readonly kind: 'sent'; readonly lines: number }
  | { readonly kind: 'stopped'; readonly message: string };

/**
 * Sends the lines that a server's stream has not yet, up to the last signed head. Nobody's answer waits for it. Where the
 * stream has other lines than the log, nothing is sent: one of both is not what it was.
 *
 * @throws what the server's failures are
 */
export async function sendLines(
  log: Pick<KeptLog, 'head' | 'lines'>,
  server: LinesOnServer,
): Promise<Sent> {
  const { name, size } = await log.head();
  if (name === null) return { kind: 'sent', lines: 0 };
  const end = await server.end(name);
  const other = await otherOnServer(log, name, size, end);
  if (other !== null) return { kind: 'stopped', message: other };
  let sent = end.size;
  let part: string[] = [];
  const send = async (): Promise<boolean> => {
    const isSent = part.length === 0 || (await server.append(name, sent, part));
    sent += isSent ? part.length : 0;
    part = [];
    return isSent;
  };
  for await (const line of log.lines(linesAfter(sent))) {
    if (line.n > size) break;
    if (line.n !== sent + part.length + 1) {
      const message = `Line ${String(sent + part.length + 1)} of the access log cannot be sent to the server, since it cannot be read: run "plumbline access log check".`;
      return { kind: 'stopped', message };
    }
    part.push(canonicalLine(line));
    // Another process of the same folder was faster: the next look goes on behind it.
    if (part.length === SENT_LINES_MAX && !(await send())) break;
  }
  await send();
  return { kind: 'sent', lines: sent - end.size };
}

async function otherOnServer(
  log: Pick<KeptLog, 'lines'>,
  name: string,
  size: number,
  end: { readonly size: number; readonly last: string | null },
): Promise<string | null> {
  const there = `The server's stream ${name}`;
  if (end.size > size) {
    return `${there} has ${String(end.size)} lines, and the access log of this folder has ${String(size)}: it was restored from a backup, or cut. No line is sent on until its folder ${name} is put right; see docs/security.md.`;
  }
  if (end.size === 0) return null;
  const last = await firstOf(log.lines(linesAfter(end.size - 1)));
  if (last?.n !== end.size || canonicalLine(last) === end.last) return null;
  return `${there} has another line ${String(end.size)} than the access log of this folder: run "plumbline access log check", and see docs/security.md.`;
}

async function firstOf(lines: AsyncIterable<AccessLine>): Promise<AccessLine | null> {
  for await (const line of lines) return line;
  return null;
}

function linesAfter(after: number): LinesAsked {
  return { counties: null, account: null, action: null, from: null, to: null, after };
}
