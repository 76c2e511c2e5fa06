import { leftOutSentences } from '../reports/left-out.js';
import type { LeftOut } from '../reports/left-out.js';
import type { Run } from './context.js';
import { EXIT } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';

/** Says which counties an answer about all of them leaves out, and answers the exit code that comes of it. */
export function tellLeftOut({ output }: Run, leftOut: readonly LeftOut[]): ExitCode {
  for (const sentence of leftOutSentences(leftOut)) output.message(sentence);
  return leftOut.length === 0 ? EXIT.done : EXIT.failed;
}
