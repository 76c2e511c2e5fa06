import type { House } from '../../application/house.js';
import type { OutdatedNamed, ReplayOutdated } from '../../versions/last-replayed.js';
import type { ReplayThreads } from './replay-threads.js';

/** Asks a replay thread, behind whoever waits for one; where none has an answer, it is asked again later. */
export function outdatedByThreads(
  { submissions }: Pick<House, 'submissions'>,
  threads: ReplayThreads,
): ReplayOutdated {
  return async (county) => {
    if (threads.waitingCount > 0) return null;
    try {
      const acts = { submissions: await submissions.read(county), retention: null };
      const request = { name: 'outdated', input: { county } } as const;
      const reply = await threads.value({ kind: 'value', request, acts });
      // The thread's answer to this very question.
      return reply.kind === 'done' ? (reply.value as readonly OutdatedNamed[]) : null;
    } catch {
      return null;
    }
  };
}
