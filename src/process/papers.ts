import { dayOf } from '../../events/values/day.js';
import { applicationForm } from '../../projections/process/letters/invitation.js';
import type { Letter } from '../../projections/process/letters/letter.js';
import {
  confidentialityStatement,
  memorandum,
  NO_MOU_FACTS,
} from '../../projections/process/letters/papers.js';
import type { ProcessSettings } from '../../projections/process/letters/process-settings.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { letterPdf } from './letters/letter-pdf.js';
import type { PaperName } from './paper-names.js';
import type { ProcessHouse } from './process-house.js';

/** The day on which the process was published, which is that of its blank forms. */
const PUBLISHED = dayOf(2008, 1, 25);

/** A blank form as PDF; it belongs to no act and is not kept. */
export async function blankPaper(
  { operatorSettings }: Pick<ProcessHouse, 'operatorSettings'>,
  { paper }: { readonly paper: PaperName },
): Promise<Answer<Uint8Array>> {
  const letter = described(paper, operatorSettings().office);
  return done(await letterPdf(letter, { day: PUBLISHED, belongsTo: 'form' }));
}

function described(paper: PaperName, settings: ProcessSettings): Letter {
  switch (paper) {
    case 'application-form':
      return applicationForm(null, settings);
    case 'mou':
      return memorandum(NO_MOU_FACTS, settings);
    case 'confidentiality-statement':
      return confidentialityStatement(null, settings);
  }
}
