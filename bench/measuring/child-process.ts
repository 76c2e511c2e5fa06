import { fork } from 'node:child_process';

/** The first argument of a process that this benchmark started. */
export const CHILD_MARK = '--child';

/** More than Node's own bound, for the naive way, which holds every record as an object. */
const HEAP_MEGABYTES = 12_288;

/**
 * Asks a new process of this program, and answers what it sent back. Throws, with what it wrote to
 * standard error, where it ended without an answer.
 */
export function askChild<Sent>(program: string, asked: object): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [CHILD_MARK, JSON.stringify(asked)], {
      execArgv: [`--max-old-space-size=${String(HEAP_MEGABYTES)}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    let sent: Sent | null = null;
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('message', (message) => {
      sent = message as Sent; // sent by `answerParent` of the same program
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 && sent !== null) resolve(sent);
      else
        reject(
          new Error(`${JSON.stringify(asked)} ended with ${String(code ?? signal)}:\n${complaint}`),
        );
    });
  });
}

/** In a child: sends the answer and lets go of the parent. */
export function answerParent(answer: object): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, (error: Error | null) => {
      if (error === null) resolve();
      else reject(error);
      process.disconnect();
    });
  });
}
