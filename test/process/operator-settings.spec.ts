import { PROCESS_SETTINGS } from '../../projections/process/letters/process-settings.js';
import {
  OPERATOR_SETTINGS,
  operatorSettingsOf,
  readOperatorSettings,
} from '../../src/process/operator-settings.js';

const FILE = '/etc/plumbline/settings.json';

describe('the operator’s settings', () => {
  it('given none, or others alone, then all is as the process was published', () => {
    expect(readOperatorSettings('/nowhere/settings.json')).toEqual(OPERATOR_SETTINGS);
    expect(operatorSettingsOf('{"intake":{"x":1}}', FILE)).toEqual(OPERATOR_SETTINGS);
    expect(PROCESS_SETTINGS.address).toEqual([
      'P.O. Box 419064',
      'Rancho Cordova, California 95741-9064',
    ]);
  });

  it('given some, then these are others and the rest stays', () => {
    const process = { manager: 'Ana Diaz', telephone: '(916) 464-0001', casesAnHour: 5 };
    expect(operatorSettingsOf(JSON.stringify({ process }), FILE)).toEqual({
      office: { ...PROCESS_SETTINGS, manager: 'Ana Diaz', telephone: '(916) 464-0001' },
      looks: { casesAnHour: 5, casesADay: 100 },
    });
  });

  it.each([
    ['{', 'are no JSON'],
    ['[]', 'give an object'],
    ['{"process":1}', '`process` is no object'],
    ['{"process":{"phone":"1"}}', '`process` has no "phone"; it takes department,'],
    ['{"process":{"manager":""}}', '`process.manager` is a text of 1 to 200 characters'],
    ['{"process":{"address":"x"}}', '`process.address` is a list of 1 to 6 lines'],
    ['{"process":{"casesAnHour":0}}', '`process.casesAnHour` is a number from 1 to 1000'],
    ['{"process":{"casesADay":1.5}}', '`process.casesADay` is a number from 1 to 1000'],
  ])('given %s, then a sentence names the file and what to mend', (text, words) => {
    expect(() => operatorSettingsOf(text, FILE)).toThrow(FILE);
    expect(() => operatorSettingsOf(text, FILE)).toThrow(words);
  });
});
