import { expect, test } from 'vitest';
import { csvLine } from './export-packets';

test('cells are quoted and formulas defused', () => {
  expect(csvLine(['1', 'say "hi"', '=HYPERLINK("x")', '-5', '+1', '@a'])).toBe(
    '"1","say ""hi""","\'=HYPERLINK(""x"")","-5","\'+1","\'@a"\r\n',
  );
});
