import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': ['error', { style: 'selfclose' }],
    'no-trailing-whitespace': 'off',
    'attribute-empty-style': 'off',
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    'tel-non-breaking': 'off',
    // Frames that scroll have the focus, so that a keyboard can scroll them.
    'prefer-native-element': 'off',
    // The design system's own marks.
    'no-redundant-role': 'off',
  },
});

/** What is wrong with a page by the rules of HTML: sentences, none where nothing is. */
export async function faultsOfHtml(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}
