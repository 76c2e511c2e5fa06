import { COUNTIES } from '../../values/county.js';
import type { LedgerRecord } from '../../record.js';
import type { PlainLine } from './plain-line.js';
import { PLAIN } from './plain-plan.js';
import type { PlainNode } from './plain-plan.js';

/**
 * The record that a `PlainLine` has read last, as `JSON.parse` would give it to who asks for its fields by name: each is
 * made when it is asked for, and all are those of another record once the next line is read.
 */
export function recordOfLine(line: PlainLine, node: PlainNode): LedgerRecord {
  // The plan is that of the type's schema, from which this type is derived.
  return objectOfSlots(line, node, 0) as LedgerRecord;
}

function objectOfSlots(line: PlainLine, node: PlainNode, base: number): object {
  const object = {};
  for (const { name, node: of, offset } of node.fields) {
    const value = valueOfSlot(line, of, base + offset);
    Object.defineProperty(object, name, { get: value, enumerable: true });
  }
  return object;
}

function valueOfSlot(line: PlainLine, node: PlainNode, slot: number): () => unknown {
  const made = valueThere(line, node, slot);
  return () => (line.has(slot) ? made() : undefined);
}

/** What makes the value of a slot that is filled. */
function valueThere(line: PlainLine, node: PlainNode, slot: number): () => unknown {
  switch (node.kind) {
    case PLAIN.object: {
      const object = objectOfSlots(line, node, slot);
      return () => object;
    }
    case PLAIN.list:
      return itemsOfSlots(line, node, slot);
    case PLAIN.choice:
      return () => node.choices[line.number(slot)]?.value;
    case PLAIN.boolean:
      return () => line.number(slot) === 1;
    case PLAIN.integer:
      return () => line.number(slot);
    case PLAIN.county:
      return () => COUNTIES[line.number(slot) - 1];
    default:
      return () => line.text(slot);
  }
}

function itemsOfSlots(line: PlainLine, node: PlainNode, slot: number): () => readonly unknown[] {
  const { item, max } = node;
  if (item === null) throw new TypeError('A list without items has no plan.');
  const made = Array.from({ length: max }, (_, index) =>
    valueThere(line, item, slot + 1 + index * item.width),
  );
  return () => made.slice(0, line.number(slot)).map((make) => make());
}
