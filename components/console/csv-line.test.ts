import { expect, it } from 'vitest';
import { csvLine } from './csv-line';

it('writes what RFC 4180 asks for, and no formula', () => {
  const values = [
    'plain',
    'a,b',
    'say "hi"',
    'two\nlines',
    '=HYPERLINK("x")',
    '+1-cmd',
    '-3.5',
    '-',
    7,
    null,
    '@SUM(1)',
    '\0=1+1',
  ];
  expect(csvLine(values)).toBe(
    'plain,"a,b","say ""hi""","two\nlines","\'=HYPERLINK(""x"")",\'+1-cmd,-3.5,-,7,,\'@SUM(1),\'\0=1+1\r\n',
  );
});
