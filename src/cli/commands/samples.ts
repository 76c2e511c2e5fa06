import type { Command } from 'commander';
import type {
  ChecksOptions,
  DrawOptions,
  JudgeOptions,
  SampleOptions,
} from '../actions/samples.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

const COUNTY = 'county 01 to 58';
const SAMPLE = 'the sample, as in S-3';

/** The commands of the auditor's workbench: sample draw, list, show, judge, checks. */
export function defineSamples(program: Command, invocation: Invocation): void {
  const sample = program
    .command('sample')
    .description('draw samples of a line for an audit, and judge their rows');
  defineDraw(sample, invocation);
  defineShown(sample, invocation);
  defineJudge(sample, invocation);
  defineChecks(sample, invocation);
}

function defineDraw(sample: Command, invocation: Invocation): void {
  const command = defineCommand(sample, 'draw', 'draw rows of a line by a seed')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .requiredOption('--line <L>', 'a line of the form, as in 2e')
    .option('--column <C>', 'a, b, c or d; without it all columns')
    .option('--version <V>', 'the version that is audited')
    .option('--as-of <N>', 'or the position')
    .requiredOption('--size <K>', 'how many rows')
    .option('--reserve <R>', 'how many to name as replacements besides')
    .requiredOption('--seed <TEXT>', 'what the rows are drawn by')
    .option('--by <dollars>', 'in proportion to the amount')
    .addOption(jsonOption())
    .action((options: DrawOptions) => {
      invocation.choose(command, async (run) => {
        const { draw } = await import('../actions/samples.js');
        return draw(run, options);
      });
    });
  examples(
    command,
    'sample draw --county 19 --month 2006-09 --line 2e --version 1 --size 50 --seed 2007-DRA-19',
    'sample draw --county 19 --month 2006-09 --line 24 --version 1 --size 50 --seed 7 --by dollars',
  );
}

function defineShown(sample: Command, invocation: Invocation): void {
  const list = defineCommand(sample, 'list', 'list the samples of a county')
    .requiredOption('--county <CC>', COUNTY)
    .addOption(jsonOption())
    .action((options: Pick<SampleOptions, 'county' | 'json'>) => {
      invocation.choose(list, async (run) => {
        const { listSamples } = await import('../actions/samples.js');
        return listSamples(run, options);
      });
    });
  examples(list, 'sample list --county 19');
  const show = defineCommand(sample, 'show', 'show a sample with its rows and what was found')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--sample <S>', SAMPLE)
    .option('--out <FILE>', 'write its worksheet: a workbook (.xlsx) or, to print, a PDF (.pdf)')
    .addOption(jsonOption())
    .action((options: SampleOptions) => {
      invocation.choose(show, async (run) => {
        const { show: shown } = await import('../actions/samples.js');
        return shown(run, options);
      });
    });
  examples(
    show,
    'sample show --county 19 --sample S-1',
    'sample show --county 19 --sample S-1 --out S-1.pdf',
  );
}

function defineJudge(sample: Command, invocation: Invocation): void {
  const command = defineCommand(sample, 'judge', 'say what was found of a row')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--sample <S>', SAMPLE)
    .requiredOption('--row <N>', 'the row, in order of drawing')
    .requiredOption('--judgement <WORD>', 'pass, fail or not-determinable')
    .option('--reason <WORD>', 'why it did not pass, as in document-missing')
    .option('--text <TEXT>', 'in words, of at most 1,000 characters')
    .option('--evidence <TEXT...>', 'ids of records, names of files')
    .option('--replaces <N>', 'the judgement of the row that this one replaces')
    .addOption(jsonOption())
    .action((options: JudgeOptions) => {
      invocation.choose(command, async (run) => {
        const { judge } = await import('../actions/samples.js');
        return judge(run, options);
      });
    });
  examples(command, 'sample judge --county 19 --sample S-1 --row 1 --judgement pass');
}

function defineChecks(sample: Command, invocation: Invocation): void {
  const command = defineCommand(sample, 'checks', 'look at a version before its rows are judged')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .requiredOption('--version <V>', 'the version')
    .addOption(jsonOption())
    .action((options: ChecksOptions) => {
      invocation.choose(command, async (run) => {
        const { checks } = await import('../actions/samples.js');
        return checks(run, options);
      });
    });
  examples(command, 'sample checks --county 19 --month 2006-09 --version 1');
}
