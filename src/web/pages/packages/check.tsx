import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { CheckedPackage } from '../../../packages/check-package.js';
import { Hash, Typed } from '../../components/figures.js';
import { FileField, Form, SubmitButton } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Facts } from '../../components/parts.js';
import { countyInWords } from '../../county-navigation.js';
import type { Child } from '../../jsx/jsx-runtime.js';
import type { PageRequest } from '../../page.js';
import { counted, monthInWords } from '../../words.js';

/** The name of the field that has the file. */
export const CHECKED_FILE = 'zip';

/** The form to have a package checked; it needs no script. */
export function CheckForm({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="check">
      <h2 id="check">Check a package</h2>
      <p>
        The service verifies it as <code>plumbline verify</code> does and keeps nothing of it. No
        program of the package is run.
      </p>
      <Form act="check" request={request} isUpload>
        <FileField
          name={CHECKED_FILE}
          label="Zip file of a package"
          hint="Choose it, or drop it on the field. It may be of any county, and less than 1 GiB."
          accept=".zip"
          state={state}
        />
        <SubmitButton text="Check the package" />
      </Form>
    </section>
  );
}

/** What checking a package gave. What it says of itself may be untrue where it does not verify. */
export function CheckResult({
  county,
  checked,
}: {
  /** Of the page. */
  county: County;
  checked: CheckedPackage;
}): VNode {
  const { isVerified, findings, untoldCount } = checked;
  return (
    <section aria-labelledby="checked" data-verified={String(isVerified)}>
      <h2 id="checked">What the check found</h2>
      {isVerified ? (
        <Alert kind="success">The package verifies.</Alert>
      ) : (
        <Alert kind="error">
          {`The package does not verify: ${counted(findings.length + untoldCount, 'finding')}.`}
        </Alert>
      )}
      <h3>What the package says it is</h3>
      <Facts facts={factsOf(county, checked)} />
      <h3>{isVerified ? 'What was compared' : 'What is wrong with it'}</h3>
      <ul class="usa-list" id="findings">
        {findings.map((finding, index) => (
          <li key={String(index)}>
            <Typed text={finding} />
          </li>
        ))}
      </ul>
      {untoldCount === 0 ? null : (
        <p data-untold={String(untoldCount)}>
          {`And ${counted(untoldCount, 'more finding')}, which the command line shows.`}
        </p>
      )}
    </section>
  );
}

function factsOf(
  county: County,
  { isOwnKey, says }: CheckedPackage,
): readonly { readonly name: string; readonly is: Child }[] {
  const { month, version, fingerprint } = says;
  return [
    { name: 'County', is: countyFact(county, says.county) },
    { name: 'Month', is: month === null ? UNSAID : monthInWords(month) },
    { name: 'Version', is: version === null ? UNSAID : String(version) },
    {
      name: 'Fingerprint of its key',
      is: fingerprint === null ? UNSAID : <Hash hash={fingerprint} />,
    },
    { name: 'Whose key that is', is: keyFact(fingerprint, isOwnKey) },
  ];
}

const UNSAID = 'It does not say, or that cannot be read.';

function countyFact(county: County, said: County | null): string {
  if (said === null) return UNSAID;
  const name = countyInWords(said);
  return said === county ? name : `${name}: another county than this page is about`;
}

function keyFact(fingerprint: string | null, isOwnKey: boolean): string {
  if (fingerprint === null) return UNSAID;
  return isOwnKey
    ? 'A key of this service.'
    : 'No key of this service. Compare the fingerprint with the one that the county has published: only that says who made the package.';
}
