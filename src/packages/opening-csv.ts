/** How to open a CSV file so that ids stay what they are, for people; a paragraph each. */
export const OPENING_CSV: readonly string[] = [
  'Ids of cases and children are texts, whatever they look like: 0010001, 1E5, 2006-09 and 00 are four cases. A spreadsheet program that opens a CSV file by a double click guesses, and shows 10001, 100000, a day in September and 0. So do not open it that way:',
  '- Microsoft Excel: Data, From Text/CSV; as file origin choose "65001: Unicode (UTF-8)", as data type detection "Do not detect data types"; then Load.\n- LibreOffice Calc: open the file; in the dialog choose UTF-8 and the comma, click into the preview, select all columns (Ctrl+A) and choose "Text" as their type.\n- Programs: csv-metadata.json beside the files says of each column what it is (CSV on the Web, W3C): ids are of type string.',
];
