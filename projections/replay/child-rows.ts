import { GrowingColumns } from '../columns/growing-columns.js';
import type { SubjectBlock } from '../columns/record-columns.js';
import { withSupersessions } from '../columns/subject-block.js';

/**
 * The children's own records, put aside while the cases are folded: a child is asked only when all
 * its cases, which may stand in other blocks, have left their bits.
 */
export class ChildRows {
  readonly children: number[] = [];
  private readonly columns = new GrowingColumns(1024);
  private readonly start: number[] = [0];

  /** Takes a child's rows; children come in ascending order. */
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
    this.children.push(subject);
    this.start.push(this.columns.count);
  }

  /** One block in which the child at place i of `children` is subject i. */
  finish(): SubjectBlock {
    // The rows come from a block, so what superseded them is known: it went where corrections go.
    const columns = this.columns.finish();
    return {
      columns: withSupersessions(columns, columns.corrects),
      firstSubject: 0,
      subjectCount: this.children.length,
      start: Uint32Array.from(this.start),
    };
  }
}
