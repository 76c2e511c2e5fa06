import type { VNode } from 'preact';

/** The warning that stands before anyone signs in, and at the foot of every page. */
export const WARNING = [
  'This system holds confidential child support information.',
  'It may be used for the child support program alone, by those who were given access.',
  'Use is recorded. Misuse may lead to loss of access, discipline, and civil or criminal penalties.',
] as const;

export function Foot(): VNode {
  return (
    <footer class="pl-foot">
      <div class="grid-container">
        <p id="warning">
          <strong>{WARNING[0]}</strong> {WARNING[1]} {WARNING[2]}
        </p>
        <ul class="pl-links">
          <li>
            <a href="/help">Help and glossary</a>
          </li>
          <li>
            <a href="/accessibility">Accessibility</a>
          </li>
          <li>
            <a href="/docs">Addresses for programs</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
