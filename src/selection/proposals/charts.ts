// Well-known charts of accounts, and which account numbers hold what. They are used only where the file shows which chart it follows:
// the same number is wages in one chart and energy in another.

/** A chart: numbers are compared by as many digits as its ranges have. */
export interface Chart {
  readonly name: string;
  /** How the title of an account column may name it, folded. */
  readonly title: RegExp;
  readonly digits: number;
  /** Name of a category -> first and last number. */
  readonly ranges: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

const charts: readonly Chart[] = [
  {
    // DATEV, Standardkontenrahmen 03.
    name: 'SKR03',
    title: /\bskr ?0?3\b/,
    digits: 4,
    ranges: {
      Wages: [[4100, 4199]],
      Depreciation: [[4820, 4899]],
      Rent: [[4210, 4219]],
      Energy: [[4230, 4249]],
      Insurance: [[4360, 4379]],
      Taxes: [
        [4320, 4339],
        [4510, 4519],
      ],
      Travel: [[4660, 4689]],
      Freight: [
        [3800, 3809],
        [4730, 4739],
      ],
      'Interest and bank': [
        [2100, 2149],
        [4970, 4979],
      ],
      Donations: [[2380, 2389]],
    },
  },
  {
    // DATEV, Standardkontenrahmen 04.
    name: 'SKR04',
    title: /\bskr ?0?4\b/,
    digits: 4,
    ranges: {
      Wages: [[6000, 6199]],
      Depreciation: [[6200, 6299]],
      Rent: [[6310, 6319]],
      Energy: [[6320, 6339]],
      Insurance: [[6400, 6419]],
      Travel: [[6650, 6699]],
      Freight: [
        [5800, 5809],
        [6740, 6749],
      ],
      Donations: [[6390, 6399]],
      'Interest and bank': [
        [6855, 6859],
        [7300, 7399],
      ],
      Taxes: [[7600, 7699]],
    },
  },
  {
    // Plan General de Contabilidad, groups 62 to 69.
    name: 'PGC',
    title: /\bpgc\b/,
    digits: 3,
    ranges: {
      Wages: [[640, 649]],
      Depreciation: [[680, 689]],
      Rent: [[621, 621]],
      Freight: [[624, 624]],
      Insurance: [[625, 625]],
      Energy: [[628, 628]],
      Taxes: [[630, 639]],
      'Interest and bank': [
        [626, 626],
        [660, 669],
      ],
      Provisions: [[690, 699]],
    },
  },
  {
    // Plan comptable général, class 6.
    name: 'PCG',
    title: /\bpcg\b/,
    digits: 3,
    ranges: {
      Wages: [[640, 649]],
      Depreciation: [[681, 681]],
      Rent: [[613, 613]],
      Insurance: [[616, 616]],
      Freight: [[624, 624]],
      Travel: [[625, 625]],
      Taxes: [[630, 639]],
      'Interest and bank': [
        [627, 627],
        [660, 669],
      ],
    },
  },
  {
    // BAS, classes 5 to 8.
    name: 'BAS',
    title: /\bbas\b/,
    digits: 4,
    ranges: {
      Rent: [[5010, 5019]],
      Energy: [
        [5020, 5039],
        [5300, 5399],
      ],
      Freight: [[5700, 5799]],
      Travel: [[5800, 5899]],
      Insurance: [[6310, 6319]],
      Wages: [[7000, 7699]],
      Depreciation: [[7700, 7899]],
      'Interest and bank': [
        [6570, 6579],
        [8400, 8499],
      ],
      Taxes: [[8900, 8989]],
    },
  },
  {
    // Nominal codes as Sage 50 sets them up in the United Kingdom.
    name: 'UK nominal codes',
    title: /\bsage\b/,
    digits: 4,
    ranges: {
      Freight: [[5100, 5109]],
      Wages: [[7000, 7009]],
      Rent: [[7100, 7101]],
      Taxes: [[7103, 7103]],
      Energy: [[7200, 7209]],
      Travel: [[7400, 7409]],
      'Interest and bank': [[7900, 7909]],
      Depreciation: [[8000, 8009]],
      Provisions: [[8100, 8109]],
      Donations: [[8200, 8201]],
    },
  },
];

const NUMBER = /^0*(\d{3,10})(?![\p{L}\d.,])/u;

/** The category of an account's number; undefined where its chart has none there. */
export function categoryByNumber(account: string, { digits, ranges }: Chart): string | undefined {
  const number = NUMBER.exec(account.trim())?.[1];
  if (number === undefined || number.length < digits) return undefined;
  const value = Number(number.slice(0, digits));
  return Object.keys(ranges).find((name) => ranges[name]?.some(([first, last]) => value >= first && value <= last));
}

/** Accounts whose names and numbers must agree before a chart is taken for the file's. */
const LEAST_AGREEING = 2;

/**
 * The chart of a file: named by the title of the accounts, or the only one that agrees with the names of several accounts of different
 * categories and contradicts none. @param named accounts with the category that their names say.
 */
export function chartOf(title: string, named: ReadonlyMap<string, string>): Chart | undefined {
  const titled = charts.find((chart) => chart.title.test(title));
  if (titled) return titled;
  const fitting = charts.filter((chart) => {
    const agreeing = new Set<string>();
    for (const [account, category] of named) {
      const found = categoryByNumber(account, chart);
      if (found === category) agreeing.add(category);
      else if (found !== undefined) return false;
    }
    return agreeing.size >= LEAST_AGREEING;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
