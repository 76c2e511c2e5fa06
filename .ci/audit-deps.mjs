// What the program brings along (docs/security.md): a bill of materials, its licences, and what the registry has against
// it. Ends with 1 where a licence is none of those below, or where a known hole is high or critical.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const FILE = '.build-audit/sbom.cdx.json';
const BYTES_MAX = 64 * 1024 * 1024;

/** Licences that permit use by public bodies without conditions on their own programs (docs/decisions/0009). */
const LICENCES = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'],
  ...['BlueOak-1.0.0', 'CC0-1.0', 'OFL-1.1', 'Unlicense', 'Zlib', 'Python-2.0', 'WTFPL'],
]);

/** Packages that carry no licence's name in a form that is read here; each was looked at. */
const LOOKED_AT = new Set(['@uswds/uswds']);

function npm(...argv) {
  const options = { encoding: 'utf8', maxBuffer: BYTES_MAX, stdio: ['ignore', 'pipe', 'ignore'] };
  try {
    return execFileSync('npm', argv, options);
  } catch (error) {
    // With something to tell, npm ends with 1, and has said it.
    return error.stdout ?? '';
  }
}

/** Whether one of the choices of a licence expression is allowed as a whole. */
function isAllowed(expression) {
  return expression
    .replaceAll(/[()]/gu, '')
    .split(/ OR /u)
    .some((choice) => choice.split(/ AND /u).every((part) => LICENCES.has(part.trim())));
}

function licencesOf({ licenses = [] }) {
  return licenses.map(
    ({ expression, license }) => expression ?? license?.id ?? license?.name ?? '',
  );
}

const text = npm('sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only');
const { components } = JSON.parse(text);
mkdirSync('.build-audit', { recursive: true });
writeFileSync(FILE, text);
console.log(`${FILE}: ${components.length} packages that the program needs.`);

const odd = components.filter((component) => {
  const licences = licencesOf(component);
  const isRead = licences.length > 0 && licences.every(isAllowed);
  return !isRead && !LOOKED_AT.has(component.name);
});
for (const component of odd) {
  const said = licencesOf(component).join(', ');
  console.log(`Licence to look at: ${component.name} ${component.version}: ${said || 'none said'}`);
}

const audit = npm('audit', '--omit', 'dev', '--json');
const known = audit === '' ? {} : JSON.parse(audit).metadata?.vulnerabilities;
if (known === undefined || known.total === undefined) {
  console.log(
    'The registry does not say what is known against them: ask one that does, by --registry.',
  );
} else {
  console.log(`Known against them: ${JSON.stringify(known)}. npm audit --omit dev names each.`);
}
const isBad = odd.length > 0 || (known?.high ?? 0) + (known?.critical ?? 0) > 0;
process.exitCode = isBad ? 1 : 0;
