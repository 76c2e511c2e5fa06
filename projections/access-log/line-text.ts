import { ACTIONS } from '../../events/acts/permissions.js';
import { parseCounty } from '../../events/values/county.js';
import { formatInstantMillis, parseInstantMillis } from '../../events/values/instant.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { LINE_RESULTS } from './access-line.js';
import type { AccessLine, LoggedAction } from './access-line.js';

/** Whether the text is something that a line may say was done. */
export function isLoggedAction(text: string): text is LoggedAction {
  return (
    text === 'sign-out' ||
    ACTIONS.some((action) => action === text) ||
    /^intake\.[a-z-]{1,30}$/u.test(text)
  );
}

/** The members of a line in the order of the contract, as they are printed. */
function printed(line: AccessLine): Readonly<Record<string, unknown>> {
  return {
    n: line.n,
    at: formatInstantMillis(line.at),
    account: line.account,
    key: line.key,
    action: line.action,
    county: line.county,
    subject: line.subject,
    application: line.application,
    of: line.of,
    times: line.times,
    result: line.result,
    request: line.request,
    from: line.from,
  };
}

/** A line as it is printed, without a newline. */
export function lineJson(line: AccessLine): string {
  return JSON.stringify(printed(line));
}

/** The bytes of a line's leaf, as text: its canonical JSON (RFC 8785). */
export function canonicalLine(line: AccessLine): string {
  return canonicalJson(printed(line));
}

/** The line that a text spells; null where it spells none, or not as `canonicalLine` writes it. */
export function parseLogLine(text: string): AccessLine | null {
  const line = lineIn(text);
  return line !== null && canonicalLine(line) === text ? line : null;
}

function lineIn(text: string): AccessLine | null {
  const said = objectIn(text);
  const at = parseInstantMillis(textOf(said['at']) ?? '');
  const action = textOf(said['action']) ?? '';
  const result = LINE_RESULTS.find((each) => each === said['result']);
  const { n, times, request, from } = said;
  if (at === null || result === undefined || !isLoggedAction(action)) return null;
  if (typeof n !== 'number' || typeof times !== 'number') return null;
  if (typeof request !== 'string' || typeof from !== 'string') return null;
  return {
    n,
    at,
    account: textOf(said['account']),
    key: textOf(said['key']),
    action,
    county: parseCounty(textOf(said['county']) ?? ''),
    subject: textOf(said['subject']),
    application: textOf(said['application']),
    // Written by this program, and compared with what it would write.
    of: said['of'] ?? null,
    times,
    result,
    request,
    from,
  };
}

/** The members of the object that a text spells; none where it spells none. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    // Any JSON object can be read by its keys; what they hold is looked at one by one.
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
