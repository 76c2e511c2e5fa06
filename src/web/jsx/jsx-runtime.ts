import type { JSX as Preact, VNode } from 'preact';

export { Fragment, jsx, jsxs } from 'preact/jsx-runtime';

/**
 * What may stand between the tags of a component: elements, texts and numbers. Objects, dates, promises, functions and
 * `true` do not compile, so that nothing is printed as `[object Object]`.
 */
export type Child = VNode | string | number | bigint | null | undefined | false | readonly Child[];

/** Attributes that no page has: styles and handlers in the page break its security policy, raw markup its escaping. */
type Barred =
  | 'children'
  | 'className'
  | 'htmlFor'
  | 'style'
  | 'dangerouslySetInnerHTML'
  | 'ref'
  | `on${string}`;

type Strict<Props> = {
  [Name in keyof Props as Name extends Barred ? never : Name]: Props[Name];
} & {
  children?: Child;
};

/** Which JSX there is: the compiler reads this in place of preact's own, and looks for a namespace. */
// eslint-disable-next-line @typescript-eslint/no-namespace
export declare namespace JSX {
  type Element = VNode;
  type ElementType = keyof IntrinsicElements | ((props: never) => Element | null);
  interface ElementChildrenAttribute {
    children: unknown;
  }
  interface IntrinsicAttributes {
    key?: string | number;
  }
  type IntrinsicElements = {
    [Name in keyof Preact.IntrinsicElements]: Strict<Preact.IntrinsicElements[Name]>;
  };
}
