// The signs and codes of currencies that people write beside an amount, and what they stand for.

const DOLLARS = 'USD CAD AUD NZD HKD SGD TWD MXN CLP COP ARS';
const SIGNS: Readonly<Record<string, string>> = {
  US$: 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  R$: 'BRL',
  $: DOLLARS,
  '€': 'EUR',
  '£': 'GBP',
  '￡': 'GBP',
  '¥': 'JPY CNY',
  '￥': 'JPY CNY',
  '₹': 'INR',
  '₩': 'KRW',
  '￦': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₫': 'VND',
  '₪': 'ILS',
  '฿': 'THB',
  '₱': 'PHP',
  '₦': 'NGN',
  '₡': 'CRC',
  '₲': 'PYG',
  '₵': 'GHS',
  '₸': 'KZT',
  '₼': 'AZN',
  '₾': 'GEL',
  '¤': '',
  SFr: 'CHF',
  'SFr.': 'CHF',
  'Fr.': 'CHF',
  kr: 'SEK NOK DKK ISK',
  'kr.': 'SEK NOK DKK ISK',
  zł: 'PLN',
  Kč: 'CZK',
  lei: 'RON MDL',
  Rs: 'INR PKR LKR NPR',
  'Rs.': 'INR PKR LKR NPR',
  RMB: 'CNY',
};

// Codes such as KGS, GEL and TOP are left out: they are taken for units too.
const CODES =
  'EUR USD GBP SEK NOK DKK ISK CHF PLN CZK HUF RON BGN HRK RSD UAH RUB TRY ILS AED SAR EGP ZAR NGN KES ' +
  'JPY CNY HKD TWD KRW INR PKR BDT IDR MYR PHP SGD THB VND AUD NZD CAD MXN BRL CLP COP ARS';

/** Sign or code -> the ISO 4217 codes that it may stand for; none for the sign of any currency. */
export const currencies: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...Object.entries(SIGNS).map(([sign, codes]) => [sign, codes.split(' ').filter(Boolean)] as const),
  ...CODES.split(' ').map((code) => [code, [code]] as const),
]);
