// The phrases of templates in English; the texts of fields stand in the datasets themselves.

import type { Phrases } from './phrases.js';

export const phrases: Phrases = {
  yes: 'yes',
  no: 'no',
  oneOf: (titles) => `one of ${titles}`,
  example: (example) => `Example: ${example}`,
  required: (need) => `Required: ${need}`,
  rules: {
    text: 'Text',
    identifier: 'A code, kept as text',
    gtin: 'Digits, at most 14, with the right check digit; kept as text',
    uuid: 'A UUID: 36 characters, hyphens included',
    url: 'A web address that begins with https:// or http://',
    number: 'A number',
    share: 'A share from 0 % to 100 %',
    date: 'A date, best as YYYY-MM-DD',
    country: 'A country: its two-letter code, or its name',
    choice: 'One of the choices',
    choiceOr: (fallback) => `One of the choices; empty means ${fallback}`,
    list: 'One or more texts, separated by ; or |',
    unit: '; its unit in its own column, in the title or in the cell',
    yearly: '; one column for each year, with the year in its title',
    characters: {
      between: (min, max) => `${min} to ${max} characters`,
      most: (max) => `at most ${max} characters`,
      least: (min) => `at least ${min} characters`,
    },
    limits: {
      least: (min) => `${min} or more`,
      above: (limit) => `more than ${limit}`,
      most: (max) => `at most ${max}`,
    },
  },
  guide: {
    sheet: 'Guide',
    titles: ['Column', 'Required', 'Rule', 'Choices', 'Meaning', 'Example', 'Field'],
    fill: (sheet) => `Fill in the sheet ${sheet}, one row each. A column with * must be filled in; the others may be empty or left out.`,
    exampleRow: 'Row 2 is an example: write over it or delete it.',
    check: (command) => `Check the file before anything is sent: ${command}`,
    onLists: (sheet) => `those on the sheet ${sheet}`,
  },
  lists: { sheet: 'Lists', countryCode: 'Country code', countryName: 'Country name', meaning: 'Meaning' },
  account: {
    filled: (when, account) => `Filled on ${when} from the account: ${account}`,
    listed: (titles) => `Dropdowns with values of the account: ${titles}.`,
    suggested: (sheet) => `those on the sheet ${sheet}, or another one`,
    unlisted: (title, why) => `No dropdown with values of the account for ${title}: ${why}.`,
    nothingListed: 'The service lists no values for the columns of this template.',
    tooMany: (count, most) => `the account has ${count} values, and a dropdown shows ${most} at most`,
    none: 'the account has no value yet',
    ambiguous: (count) => `${count} of them stand for several things and are left out; use another column for these`,
    rows: (count) => (count === 1 ? 'The row of the account is filled in. Change it, or add rows below it.' : `The ${count} rows of the account are filled in. Change them, or add rows below them.`),
    hidden: 'Leave the hidden columns at the right as they are: they identify each row. Empty them in a copy of a row that is to be a new one.',
    send: (command) => `Send the changes; rows that are not changed cost no request: ${command}`,
  },
};
