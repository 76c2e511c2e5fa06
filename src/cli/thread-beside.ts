import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { BegunElsewhere, IdleThread } from '../threads/idle.js';
import type { ReportPartReply, ReportPartTask } from '../threads/report-part.js';
import type { AcknowledgedWrite, PartToFold, ToldToThread } from './on-a-thread.js';

/**
 * The process's first thread as the thread of a command knows it: it folds what it is asked for, and may have begun with it
 * before.
 */
export class ThreadBeside implements IdleThread {
  readonly #port: MessagePort;
  readonly #onWritten: (written: AcknowledgedWrite) => void;
  /** By number, who waits for a part that it folds. */
  readonly #waiting = new Map<number, (reply: ReportPartReply) => void>();
  #parts = 0;
  #begun: BegunElsewhere | null = null;

  /** @param onWritten - told of what came of each write */
  constructor(port: MessagePort, onWritten: (written: AcknowledgedWrite) => void) {
    this.#port = port;
    this.#onWritten = onWritten;
    port.on('message', this.#hear);
  }

  readonly fold = (folder: string, task: ReportPartTask): Promise<ReportPartReply> => {
    this.#parts += 1;
    const asked: PartToFold = { kind: 'fold', part: this.#parts, folder, task };
    this.#port.postMessage(asked);
    return this.#replyFor(this.#parts);
  };

  /** What it has told until now: while a thread computes it has no turn to hear anything. */
  readonly begun = (): BegunElsewhere | null => {
    for (;;) {
      const told = receiveMessageOnPort(this.#port) as
        { readonly message: ToldToThread } | undefined;
      if (told === undefined) return this.#begun;
      this.#hear(told.message);
    }
  };

  readonly #hear = (told: ToldToThread): void => {
    switch (told.kind) {
      case 'written':
        this.#onWritten(told);
        break;
      case 'begun':
        this.#begun = { task: told.task, reply: this.#replyFor(told.part) };
        break;
      case 'folded':
        this.#waiting.get(told.part)?.(told.reply);
    }
  };

  #replyFor(part: number): Promise<ReportPartReply> {
    return new Promise((resolve) => {
      this.#waiting.set(part, resolve);
    });
  }
}
