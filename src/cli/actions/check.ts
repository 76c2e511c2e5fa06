import { visible } from '../../../events/values/visible-text.js';
import { logFaultText, unsignedText } from '../../access-log/printed-lines.js';
import type { LogFault } from '../../ports/access-log.js';
import { placesOf } from '../../ports/fault.js';
import type { Fault } from '../../ports/fault.js';
import type { Checked } from '../../seals/proving/check-folder.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface CheckOptions {
  readonly county?: string;
  readonly replay?: true;
  readonly sample?: string;
  readonly json?: true;
}

export async function check(run: Run, options: CheckOptions): Promise<ExitCode> {
  const county = options.county === undefined ? null : countyArgument(options.county);
  const sample = options.sample === undefined ? null : sampleArgument(options);
  return withApplication(run, 'outside', async (application) => {
    const progress = new Progress(run.output, 'Checking');
    const checked = await application.answer('check', {
      county,
      isReplayed: options.replay === true,
      sample,
      onChecked: (name, count, total) => {
        progress.report(count, `records of county ${name}`, total);
      },
      onLetter: (count, total) => {
        progress.report(count, 'letters', total);
      },
    });
    progress.done();
    const { faults, remarks, log } = checked;
    const logFaults = log?.faults ?? [];
    const isSound = faults.length + logFaults.length === 0;
    if (options.json === true) await run.output.result(faultsJson(faults, logFaults));
    else await run.output.sentences(checkedText(checked, logFaults), isSound ? 'good' : 'bad');
    for (const remark of remarks) run.output.message(visible(remark));
    if (log !== null && log.unsigned > 0) {
      run.output.message(`Access log: ${unsignedText(log.unsigned)}`);
    }
    return isSound ? EXIT.done : EXIT.doneWithObjections;
  });
}

function sampleArgument({ sample = '', replay }: CheckOptions): number {
  if (replay !== true) throw new WrongUsage('--sample goes with --replay: say both.');
  if (/^[1-9]\d{0,5}$/u.test(sample)) return Number(sample);
  throw new WrongUsage(
    `--sample ${JSON.stringify(sample.slice(0, 20))} is no number of versions: give one from 1 to 999999.`,
  );
}

/** A fault of the access log is of no county, and names the lines that it concerns. */
function faultsJson(faults: readonly Fault[], logFaults: readonly LogFault[]): string {
  const ofCounties = faults.map(({ county, position, version, act, finding }) => ({
    county,
    position,
    ...(version === undefined ? {} : { version }),
    ...(act === undefined ? {} : { act }),
    finding,
  }));
  const ofLog = logFaults.map(({ lines, finding }) => {
    return { county: null, position: null, lines, finding };
  });
  return `${JSON.stringify([...ofCounties, ...ofLog])}\n`;
}

function checkedText(checked: Checked, logFaults: readonly LogFault[]): string {
  const found = [...checked.faults.map(faultLine), ...logFaults.map(logFaultLine)];
  const lines = found.length === 0 ? ['No fault found.', provedText(checked)] : found;
  return `${lines.join('\n')}\n`;
}

/** What was looked at: a check that finds nothing says how much it is worth. */
function provedText({ proved, log }: Checked): string {
  const counted = [
    counts(proved.counties, 'county', 'counties'),
    counts(proved.records, 'record', 'records'),
    counts(proved.versions, 'version', 'versions'),
    counts(proved.acts, 'act', 'acts'),
    counts(proved.notes, 'signed note', 'signed notes'),
    ...(proved.letters === 0 ? [] : [counts(proved.letters, 'letter', 'letters')]),
    ...(log === null || log.size === 0
      ? []
      : [counts(log.size, 'line of the access log', 'lines of the access log')]),
  ];
  const byReplay =
    proved.replayed === 0
      ? ''
      : ` ${counts(proved.replayed, 'version was', 'versions were')} replayed.`;
  return `Checked: ${counted.join(', ')}.${byReplay}`;
}

function counts(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function faultLine(fault: Fault): string {
  const { county, finding } = fault;
  const place = placesOf(fault)
    .map((each) => `, ${each}`)
    .join('');
  const whose = county === 'access' ? 'Acts of access' : `County ${county}`;
  return `${whose}${place}: ${visible(finding.replaceAll(/\s*\n\s*/gu, ' '))}`;
}

function logFaultLine(fault: LogFault): string {
  return `Access log: ${visible(logFaultText(fault))}`;
}
