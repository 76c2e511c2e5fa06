import type { Box, Paper, TextStyle } from './paper.js';

/**
 * The beginning of a text that has room in a box, broken between words where there are any; empty where not even
 * one letter has room. What follows is the text behind it, without the blank or line end that it was broken at.
 */
export function fittingPart(
  paper: Paper,
  text: string,
  { width, height }: Pick<Box, 'width' | 'height'>,
  style: TextStyle,
): string {
  const fits = (part: string): boolean => paper.heightOf(part, width, style) <= height;
  if (fits(text)) return text;
  const letters = Array.from(text);
  let [least, most] = [0, letters.length - 1];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(letters.slice(0, middle).join(''))) least = middle;
    else most = middle - 1;
  }
  const part = letters.slice(0, least).join('');
  const blank = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'));
  return blank > part.length / 2 ? part.slice(0, blank) : part;
}

/** What is left of a text behind a part of it that was drawn. */
export function restBehind(text: string, part: string): string {
  return text.slice(part.length).replace(/^[ \n]/u, '');
}
