import { GrowingColumns } from '../columns/growing-columns.js';
import { groupBySubject } from '../columns/record-columns.js';
import type { SubjectBlock } from '../columns/record-columns.js';

/**
 * The children's own records, put aside while the cases are folded: a child is asked only when all
 * its cases, which may stand in other blocks, have left their bits.
 */
export class ChildRows {
  private readonly columns = new GrowingColumns(1024);

  take(block: SubjectBlock, subject: number): void {
    const from = block.start[subject - block.firstSubject]!;
    const to = block.start[subject - block.firstSubject + 1]!;
    const { position, type, effective, root, supersededAt, args, argsStart } = block.columns;
    for (let row = from; row < to; row += 1) {
      this.columns.addRow(
        position[row]!,
        subject,
        type[row]!,
        effective[row]!,
        root[row]!,
        supersededAt[row]!,
      );
      this.columns.pushArgs(args, argsStart[row]!, argsStart[row + 1]!);
    }
  }

  finish(subjectCount: number): SubjectBlock {
    return groupBySubject(this.columns.finish(), 0, subjectCount);
  }
}
