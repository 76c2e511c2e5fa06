import { PassThrough, Readable } from 'node:stream';
import { mock } from 'node:test';
import { Progress } from '../../src/cli/progress.js';
import { pulseLine } from '../../src/cli/pulse.js';
import { Output } from '../../src/cli/terminal.js';

/** What the clock of this file shows, milliseconds. */
let nowMs = 0;

/** An output whose standard error is, or is not, a screen; and what was written to it. */
function outputTo(isScreen: boolean): { readonly output: Output; readonly told: () => string } {
  const stderr = Object.assign(new PassThrough(), { isTTY: isScreen });
  const output = new Output({
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr,
    env: {},
    cwd: process.cwd(),
  });
  return { output, told: () => String(stderr.read() ?? '') };
}

describe('progress', () => {
  beforeEach(() => {
    nowMs = 0;
    mock.method(performance, 'now', () => nowMs);
  });
  afterEach(() => {
    mock.restoreAll();
  });

  it('is told on a screen once work lasts over two seconds, and cleared at its end', () => {
    const { output, told } = outputTo(true);
    const progress = new Progress(output, 'Replaying');
    nowMs += 1999;
    progress.report(1000, 'records');
    expect(told()).toBe('');
    nowMs += 2001;
    progress.report(1_234_000, 'records');
    progress.report(1_235_000, 'records');
    expect(told()).toBe('\r\u001b[KReplaying: 1,234,000 records, 308,500 a second');
    progress.done();
    expect(told()).toBe('\r\u001b[K');
  });

  it('says of how much, and how long it may last', () => {
    const { output, told } = outputTo(true);
    const progress = new Progress(output, 'Replaying');
    nowMs += 4000;
    progress.report(1_000_000, 'records', 5_000_000);
    expect(told()).toBe(
      '\r\u001b[KReplaying: 1,000,000 of 5,000,000 records, 250,000 a second, 16 s left',
    );
    nowMs += 4000;
    progress.report(2_000_000, 'records', undefined, 0.05);
    expect(told()).toBe(
      '\r\u001b[KReplaying: 2,000,000 records, 250,000 a second, 5 %, 2 min 32 s left',
    );
    expect(output.standing).toEqual({ label: 'Replaying', done: '2,000,000 records' });
    progress.done();
    expect(output.standing).toBeNull();
  });

  it('measures what is counted anew by itself', () => {
    const { output, told } = outputTo(true);
    const progress = new Progress(output, 'Checking');
    progress.report(1000, 'records of county 01', 1000);
    nowMs += 9000;
    progress.report(0, 'records of county 19', 4000);
    told();
    nowMs += 1000;
    progress.report(1000, 'records of county 19', 4000);
    expect(told()).toBe(
      '\r\u001b[KChecking: 1,000 of 4,000 records of county 19, 1,000 a second, 3 s left',
    );
  });

  it('says how long work lasts of which nothing is counted', () => {
    expect(pulseLine(null, 3)).toBe('Working; 3 s so far');
    expect(pulseLine({ label: 'Copying', done: '1 of 3 counties' }, 14)).toBe(
      'Copying: 1 of 3 counties; 14 s so far',
    );
  });

  it('is silent where standard error is no screen', () => {
    const { output, told } = outputTo(false);
    const progress = new Progress(output, 'Replaying');
    nowMs += 60_000;
    progress.report(1_000_000, 'records');
    progress.done();
    expect(told()).toBe('');
  });
});
