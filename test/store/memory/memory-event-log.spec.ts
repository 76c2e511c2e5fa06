import { MemoryEventLog } from './memory-event-log.js';
import { describeEventLog } from '../../contracts/event-log.js';

describeEventLog('memory', () => {
  const log = new MemoryEventLog();
  return Promise.resolve({ log, dispose: () => log.close() });
});
