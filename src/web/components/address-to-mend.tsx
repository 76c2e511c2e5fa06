import type { VNode } from 'preact';
import type { County } from '../../../events/values/county.js';
import { caseCrumbs, countyInWords, countySide } from '../county-navigation.js';
import { faultOfField } from '../forms/field-faults.js';
import type { FieldFaults } from '../forms/field-faults.js';
import type { FormTexts } from '../forms/form-texts.js';
import type { PageAnswer, PageRequest, Shown } from '../page.js';
import { capital } from '../words.js';
import { WrongQuery, demandRowsOfTables } from '../wrong-query.js';
import { ErrorSummary, TextField } from './form.js';
import { Links } from './parts.js';

/** What the fields behind a question mark are called where they can be mended; others by their own names. */
const LABELS: Readonly<Record<string, string>> = {
  asOf: 'As of',
  compare: 'Compare with',
  least: 'Amount of at least',
  id: 'Id begins with',
  order: 'In order of',
  after: 'After row',
  month: 'Month, as 2006-09',
};

/** A long table's rows are asked for by its own name and `-after`. */
function labelOf(name: string): string {
  return LABELS[name.replace(/^.*-after$/u, 'after')] ?? capital(name);
}

/** What a page shows; where its address has a field that cannot be taken, all that was typed, to be mended. */
export async function shownOrToMend(
  request: PageRequest<never>,
  show: () => Promise<PageAnswer> | PageAnswer,
): Promise<PageAnswer> {
  try {
    demandRowsOfTables(request.query);
    return await show();
  } catch (error) {
    if (error instanceof WrongQuery) return addressToMend(request, error.faults);
    throw error;
  }
}

function addressToMend(request: PageRequest<never>, faults: FieldFaults): Shown {
  const { county = null } = request.parameters as { readonly county?: County }; // as `ParametersOf` has it
  return {
    kind: 'shown',
    status: 422,
    title: 'There is something to mend',
    heading:
      county === null
        ? 'There is something to mend'
        : `There is something to mend, ${countyInWords(county)}`,
    crumbs: county === null ? [{ href: '/', text: 'Counties' }] : caseCrumbs(county, request.may),
    side: county === null ? null : countySide(county, request.may),
    county,
    body: <ToMend path={request.path} texts={request.query} faults={faults} />,
  };
}

function ToMend({
  path,
  texts,
  faults,
}: {
  path: string;
  texts: FormTexts;
  faults: FieldFaults;
}): VNode {
  const wrong = [...texts.keys()].filter((name) => faultOfField(faults, name) !== null);
  const right = [...texts].filter(([name]) => !wrong.includes(name));
  return (
    <div>
      <ErrorSummary faults={faults} />
      <form class="pl-form" method="get" action={path} data-act="mend" novalidate>
        {right.map(([name, text]) => (
          <input key={name} type="hidden" name={name} value={text} />
        ))}
        {wrong.map((name) => (
          <TextField key={name} name={name} label={labelOf(name)} state={{ texts, faults }} />
        ))}
        <div class="pl-buttons">
          <button class="usa-button" type="submit">
            Show
          </button>
        </div>
      </form>
      <Links links={[{ href: path, text: 'The same page with nothing chosen' }]} />
    </div>
  );
}
