import type { CaseFold } from '../../case/case-fold.js';
import type { CaseMonth } from '../../case/case-month.js';
import { linkBits } from '../../case/child-links.js';
import type { LedgerView } from '../../columns/ledger-view.js';
import type { MonthWindow } from '../../month-window.js';

/** One case of a child: what it means for the child, as bits of `LINK`. */
interface CaseOfChild {
  readonly caseSubject: number;
  readonly bits: number;
}

const NONE: readonly CaseOfChild[] = [];

/** The cases of each child at a month's end, without the records that `ChildLinks` keeps with them. */
export class CasesOfChildren {
  readonly #window: MonthWindow;
  readonly #cases = new Map<number, CaseOfChild[]>();

  constructor(window: MonthWindow) {
    this.#window = window;
  }

  /** Notes a case for each child that it ever had. */
  note(view: LedgerView, caseSubject: number, c: CaseMonth, fold: CaseFold): void {
    for (const member of fold.members.all) {
      // A view of some subjects may hold a case and not all of its children.
      if (member.child >= view.subjectIds.length) continue;
      const bits = linkBits(fold, c, member, this.#window);
      if (bits === 0) continue;
      const cases = this.#cases.get(member.child);
      if (cases === undefined) this.#cases.set(member.child, [{ caseSubject, bits }]);
      else cases.push({ caseSubject, bits });
    }
  }

  /** In order of case subject. */
  of(child: number): readonly CaseOfChild[] {
    return this.#cases.get(child) ?? NONE;
  }
}
