declare module 'subset-font' {
  /**
   * A font of fewer letters or variations, with all of its glyphs if `keepAllGlyphs` is set; rejects
   * if the bytes are no font.
   */
  export default function subsetFont(
    font: Uint8Array,
    text: undefined,
    options: {
      readonly keepAllGlyphs: true;
      readonly targetFormat: 'truetype';
      readonly variationAxes: { readonly wght: number };
      readonly noHinting: true;
    },
  ): Promise<Uint8Array>;
}
