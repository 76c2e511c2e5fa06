import type { LineNumber } from '../../../events/line-numbers.js';
import type { FormName } from '../../reports/form.js';

/** A row as the paper form prints it; a reserved number has no line behind it. */
export interface PrintedRow {
  readonly line: LineNumber | null;
  /** Number and title, as printed. */
  readonly title: string;
  /** Whether it is a lettered line under the numbered one above it. */
  readonly isLettered: boolean;
}

export interface PrintedSection {
  readonly title: string;
  /** Whether the heading has the two boxes of the PEP option. */
  readonly hasPepOption: boolean;
  readonly rows: readonly PrintedRow[];
}

export const FORM_TITLES_PRINTED: Readonly<Record<FormName, string>> = {
  'CS 1257': 'MONTHLY STATE PERFORMANCE REPORT (CS 1257)',
  'CS 157': 'ANNUAL REPORT (CS 157)',
};
/** Stands on each page of a report that nobody has submitted, and where a director's name would stand. */
export const DRAFT_MARK = 'DRAFT, NOT SUBMITTED';
export const FORM_NOTE = '(This report consists of four pages. Do not report in shaded areas.)';
export const CERTIFICATION =
  'This certifies that the information on this form is accurate and true to the best of my knowledge and belief.';
export const SEND_TO = [
  'Send this report to:',
  'DEPARTMENT OF CHILD SUPPORT SERVICES',
  'P.O. Box 419064',
  'Rancho Cordova, CA 95741-9064',
] as const;

type TitleOfLine = readonly [line: LineNumber | 'reserved', title: string];

/**
 * The four pages of the form attached to CSS Letter 06-35, in its own words; but for Line 8, which the form heads by the month
 * and the letter's instructions by the year: it says the period, as everywhere else.
 */
export const PRINTED_PAGES: readonly (readonly PrintedSection[])[] = [
  [
    section('SECTION A: CASE INVENTORY', [
      ['1', '1. Cases Open at the End of the Month'],
      ['1a', 'a. Interstate Cases Initiated in This State Open at the End of the Month'],
      ['1b', 'b. Interstate Cases Received From Another State Open at the End of the Month'],
      ['1c', 'c. Medicaid/Medi-Cal-Only IV-D Cases Open at the End of the Month'],
      ['1d', 'd. State-Tribal IV-D Cases Initiated in This State Open at the End of the Month'],
      [
        '1e',
        'e. State-Tribal IV-D Cases Received From a Tribal IV-D Program Open at the End of the Month',
      ],
      ['1f', 'f. International IV-D Cases Initiated in This State Open at the End of the Month'],
      [
        '1g',
        'g. International IV-D Cases Received From Another Country Open at the End of the Month',
      ],
      ['2', '2. Cases Open at the End of the Month with Support Orders Established'],
      [
        '2a',
        'a. Interstate Cases Initiated in This State With Support Orders Established Open at the End of the Month',
      ],
      [
        '2b',
        'b. Interstate Cases Received From Another State With Support Orders Established Open at the End of the Month',
      ],
      ['2c', 'c. Cases With Orders Established for Zero Cash Support Open at the End of the Month'],
      [
        '2d',
        'd. Medicaid/Medi-Cal-Only IV-D Cases With Orders Established Open at the End of the Month',
      ],
      ['2e', 'e. Arrears-Only IV-D Cases With Orders Established Open at the End of the Month'],
      [
        '2f',
        'f. State-Tribal IV-D Cases Initiated In This State With Support Orders Established Open at the End of the Month',
      ],
      [
        '2g',
        'g. State-Tribal IV-D Cases With Support Orders Established Received From a Tribe Open at the End of the Month',
      ],
      [
        '2h',
        'h. International IV-D Cases With Support Orders Established Initiated In This State Open at the End of the Month',
      ],
      [
        '2i',
        'i. International IV-D Cases With Support Orders Established Received From Another Country Open at the End of the Month',
      ],
      ['3', '3. Cases Open at the End of the Month for Which the State Has No Jurisdiction'],
    ]),
  ],
  [
    {
      ...section('SECTION B: PATERNITY ESTABLISHMENT', [
        ['4', '4. Number of Children in IV-D Cases Open at the End of the Month'],
        [
          '5',
          '5. Children in IV-D Cases Open at the End of the Current Month Who Were Born Out-of-Wedlock',
        ],
        [
          '5a',
          'a. Children in IV-D Cases Open at the End of the Prior Federal Fiscal Year Who Were Born Out-of-Wedlock',
        ],
        [
          '6',
          '6. Children in IV-D Cases Open During or at the End of the Month With Paternity Established or Acknowledged',
        ],
        ['7', '7. Children in the IV-D Cases Open at the End of the Month With Paternity Resolved'],
        ['8', '8. Children in the State Born Out-of-Wedlock During the Current Period'],
        ['8a', 'a. Children in the State Born Out-of-Wedlock During the Prior Federal Fiscal Year'],
        [
          '9',
          '9. Children in the State With Paternity Established or Acknowledged During the Federal Fiscal Year',
        ],
        ['10', '10. Children in the State With Paternity Acknowledged During The Fiscal Year'],
      ]),
      hasPepOption: true,
    },
    section('SECTION C: SERVICES REQUIRED', [
      ['reserved', '11. Reserved'],
      ['12', '12. Cases Open at the End of the Month Requiring Services to Establish an Order'],
      [
        '13',
        '13. Children Requiring Paternity Determination Services in Cases Open at the End of the Month',
      ],
    ]),
    section('SECTION D: SERVICES PROVIDED', [
      [
        '14',
        '14. Title IV-A Cases Closed During the Federal Fiscal Year Where a Child Support Payment Was Received',
      ],
      ['reserved', '15. Reserved'],
      [
        '16',
        '16. Children in the IV-D Caseload for Whom Paternity Was Established Judicially During the Federal Fiscal Year',
      ],
      ['17', '17. Cases With Support Orders Established During the Federal Fiscal Year'],
      ['18', '18. Cases With Collections During the Federal Fiscal Year'],
      [
        '18a',
        'a. Interstate Cases Received From Another State With Collections During the Federal Fiscal Year',
      ],
      ['19', '19. Cases Sent To Another State During the Federal Fiscal Year'],
      ['20', '20. Cases Received From Another State During the Federal Fiscal Year'],
    ]),
  ],
  [
    section('SECTION E: MEDICAL SUPPORT', [
      ['21', '21. Cases Open at the End of the Month In Which Medical Support is Ordered'],
      [
        '21a',
        'a. Cases Open at the End of the Month In Which Medical Support is Ordered and Provided',
      ],
      ['22', '22. Cases Open at the End of the Month Where Health Insurance is Ordered'],
      [
        '23',
        '23. Cases Open at the End of the Month Where Health Insurance is Provided as Ordered',
      ],
    ]),
    section('SECTION F: COLLECTIONS DUE AND DISTRIBUTED', [
      ['24', '24. Total Amount of Current Support Due for the Federal Fiscal Year'],
      ['24a', 'a. Total Amount of Current Support Due for the Month'],
      [
        '25',
        '25. Total Amount of Support Distributed as Current Support During the Federal Fiscal Year',
      ],
      ['25a', 'a. Total Amount of Support Distributed as Current Support During the Month'],
      ['26', '26. Total Amount of Arrearages Due for All Fiscal Years Including Interest'],
      [
        '27',
        '27. Total Amount of Support Distributed as Arrears and Interest During the Federal Fiscal Year',
      ],
      ['27a', 'a. Total Amount of Support Distributed as Arrears and Interest During The Month'],
      ['28', '28. Cases With Arrears Due During The Federal Fiscal Year'],
      ['29', '29. Cases Paying Toward Arrearages During the Federal Fiscal Year'],
    ]),
    section('SECTION G: STAFF', [
      [
        '30',
        '30. Full-time Equivalent Employees of Local IV-D Offices on the Last Working Day of The Month',
      ],
      [
        '31',
        '31. Full-time Equivalent Employees Under Contract, Interagency or Cooperative Agreement on The Last Working Day of the Month',
      ],
      [
        '32',
        '32. Full-time Equivalent Employees of Privatized IV-D Offices on the Last Working Day in the Month',
      ],
    ]),
    section('SECTION H: MEDICAID', [
      [
        '33',
        '33. Number of Children Determined Eligible for Medicaid/Medi-Cal in IV-D Cases Open at the End of the Month',
      ],
      [
        '34',
        '34. Number of Children Determined Eligible for Medicaid/Medi-Cal in IV-D Cases Covered By Private Health Insurance',
      ],
      ['35', '35. Cases With Medical Coverage Received From Any Source'],
      ['36', '36. Amount of Cash Medical Support Received That Was Assigned to the State'],
    ]),
    section('SECTION I: NONCOOPERATION AND GOOD CAUSE', [
      [
        '38',
        '38. Cases at the End of the Month in Which There is a Determination of Noncooperation',
      ],
      ['39', '39. Cases Open in The Federal Fiscal Year With Good Cause Determinations'],
    ]),
  ],
  [
    section('SECTION J: ADDITIONAL STATE MONTHLY REPORTING REQUIREMENTS', [
      [
        '43',
        '43. Number of Alleged Fathers and/or Obligors Successfully Served With a Summons and Complaint During the Federal Fiscal Year',
      ],
      ['44', '44. Cases With Current Support Due in the Federal Fiscal Year'],
      ['45', '45. Cases Paying Toward Current Support in the Federal Fiscal Year'],
      ['46', '46. New Cases Opened During the Month'],
      ['47', '47. Number of Cases Closed During the Month'],
      ['48', '48. Cases With Support Orders Established by Default During the Federal Fiscal Year'],
      [
        '49',
        '49. Cases With Support Orders Established By Default Using Presumed Income During the Federal Fiscal Year',
      ],
    ]),
  ],
];

function section(title: string, rows: readonly TitleOfLine[]): PrintedSection {
  return {
    title,
    hasPepOption: false,
    rows: rows.map(([line, text]) => ({
      line: line === 'reserved' ? null : line,
      title: text,
      isLettered: /^[a-i]\. /u.test(text),
    })),
  };
}
