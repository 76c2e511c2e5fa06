import type { VNode } from 'preact';

/** How good a status is; its words say it first. */
export type Tone = 'good' | 'waiting' | 'warning' | 'bad' | 'plain';

/** A status in words, with a colour beside. */
export function StatusTag({ text, tone }: { text: string; tone: Tone }): VNode {
  return <span class={`pl-tag pl-tag--${tone}`}>{text}</span>;
}
