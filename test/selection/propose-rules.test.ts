import { describe, expect, it } from 'vitest';
import suppliers from '../../src/datasets/carboncloud/suppliers.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { proposeRules, ruleProposer } from '../../src/selection/proposals/propose-rules.js';

type Line = Readonly<Record<string, string>>;

function proposed(lines: readonly Line[]) {
  const titles = [...Object.keys(lines[0] ?? {}), 'Amount', 'Currency'];
  const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
  const rows = lines.map((line, index) => ({
    source: { sheet: '', row: index + 2, cells: [...Object.values(line), '10.10', 'EUR'] },
    values: { quantity: 10.1, unit_id: 'EUR' },
  }));
  return proposeRules(mapping, rows);
}

const namesOf = (lines: readonly Line[]) => proposed(lines).map(({ name }) => name);

describe('an account', () => {
  it.each([
    [
      'Wages',
      'Gross wages',
      'Löhne und Gehälter',
      'Sueldos y salarios',
      'Charges sociales',
      'Arbetsgivaravgifter',
      'Salari e stipendi',
      'Encargos sociais',
      'Personeelskosten',
      'Wynagrodzenia',
      'Lønninger',
      'Feriepenger',
      'Palkat',
      'Mzdové náklady',
      'Sozialversicherung',
      'Social security',
    ],
    [
      'Depreciation',
      'Depreciation of machines',
      'Abschreibungen',
      'Amortizaciones',
      'Dotations aux amortissements',
      'Avskrivningar',
      'Ammortamenti',
      'Depreciações',
      'Afschrijvingen',
      'Amortyzacja',
      'Afskrivninger',
      'Poistot',
      'Odpisy majetku',
    ],
    [
      'Intercompany',
      'Intercompany recharge',
      'Konzernumlage',
      'Empresas del grupo',
      'Sociétés du groupe',
      'Koncernbidrag',
      'Società del gruppo',
      'Empresas do grupo',
      'Groepsmaatschappijen',
      'Jednostki powiązane',
      'Konsernbidrag',
      'Konsernin sisäiset palvelut',
      'Spřízněné osoby',
    ],
    [
      'Taxes',
      'Customs duties',
      'Gewerbesteuer',
      'Impuestos',
      'Impôts et taxes',
      'Fastighetsskatt',
      'Imposte',
      'Impostos e taxas',
      'Belastingen',
      'Podatki i opłaty',
      'Ejendomsskatter',
      'Kiinteistövero',
      'Daň z příjmů',
      'Umsatzsteuer',
    ],
    [
      'Interest and bank',
      'Bank charges',
      'Nebenkosten des Geldverkehrs',
      'Gastos financieros',
      'Frais bancaires',
      'Räntekostnader',
      'Interessi passivi',
      'Juros suportados',
      'Rentelasten',
      'Odsetki',
      'Renteudgifter',
      'Korkokulut',
      'Úroky',
    ],
    [
      'Provisions',
      'Bad debts',
      'Rückstellungen',
      'Provisiones',
      'Dotations aux provisions',
      'Avsättningar',
      'Accantonamenti',
      'Imparidades',
      'Voorzieningen',
      'Odpisy aktualizujące',
      'Hensættelser',
      'Luottotappiot',
      'Opravné položky',
    ],
    [
      'Rent',
      'Office rent',
      'Miete',
      'Alquileres',
      'Loyers',
      'Lokalhyra',
      'Affitti',
      'Rendas e alugueres',
      'Huur',
      'Czynsz',
      'Husleje',
      'Vuokrat',
      'Nájemné',
    ],
    [
      'Insurance',
      'Insurance',
      'Versicherungen',
      'Primas de seguros',
      'Assurances',
      'Försäkringar',
      'Assicurazioni',
      'Seguros',
      'Verzekeringen',
      'Ubezpieczenia majątkowe',
      'Forsikringer',
      'Vakuutukset',
      'Pojistné',
    ],
    [
      'Freight',
      'Freight out',
      'Ausgangsfrachten',
      'Transportes',
      'Frais de transport',
      'Fraktkostnader',
      'Spese di trasporto',
      'Fretes',
      'Vrachtkosten',
      'Usługi transportowe',
      'Fragt',
      'Rahtikulut',
      'Přepravné',
    ],
    [
      'Travel',
      'Business travel',
      'Reisekosten',
      'Gastos de viaje',
      'Voyages et déplacements',
      'Resekostnader',
      'Viaggi e trasferte',
      'Deslocações e estadas',
      'Reiskosten',
      'Podróże służbowe',
      'Rejseudgifter',
      'Matkakulut',
      'Cestovné',
    ],
    [
      'Energy',
      'Electricity',
      'Gas, Strom, Wasser',
      'Energía eléctrica',
      'Électricité',
      'Fjärrvärme',
      'Energia elettrica',
      'Eletricidade',
      'Elektriciteit',
      'Energia elektryczna',
      'Elforbrug',
      'Sähkö',
      'Elektrická energie',
    ],
    [
      'Donations',
      'Charitable donations',
      'Spenden',
      'Donativos',
      'Dons et mécénat',
      'Gåvor',
      'Erogazioni liberali',
      'Donaties',
      'Darowizny',
      'Lahjoitukset',
      'Dary',
    ],
  ])('of %s is known by its name in every language', (category, ...names) => {
    for (const name of names) expect([name, namesOf([{ Account: `1 ${name}` }])]).toEqual([name, [category]]);
  });

  it.each([
    'Raw materials',
    'Lohnfertigung',
    'Lohnabrechnung Steuerbüro',
    'Payroll services',
    'Steuerberatung',
    'Tax advice',
    'Car rental',
    'Mietwagen',
    'Verkaufsprovision',
    'Parent company merchandise',
    'Taxonomy software',
    'Büromaterial',
    'Consulting',
    'Personal computers',
    'Interesting books',
  ])('%s is a purchase', (name) => {
    expect(namesOf([{ Account: `1 ${name}` }]).filter((category) => category !== 'Travel')).toEqual([]);
  });
});

it('says how many rows, what they come to, and which rule finds them', () => {
  const lines = [
    { Account: '100 Löhne', 'Product name': 'März' },
    { Account: '100 Löhne', 'Product name': 'April' },
    { Account: '200 Stahl', 'Product name': 'Blech' },
    { Account: '110 Gehälter', 'Product name': 'März' },
    { Account: '200 Stahl', 'Product name': 'Abschreibung Presse' },
  ];
  expect(proposed(lines)).toMatchObject([
    {
      name: 'Depreciation',
      action: 'exclude',
      rows: 1,
      firstRow: 6,
      rules: [{ when: { 'Product name': ['~abschreibung'] } }],
    },
    {
      name: 'Wages',
      action: 'exclude',
      rows: 3,
      firstRow: 2,
      column: 'Account',
      sums: { EUR: '30.3' },
      rules: [{ name: 'Wages', when: { Account: ['100 Löhne', '110 Gehälter'] }, action: 'exclude' }],
    },
  ]);
});

it('only asks about emissions that may belong to another category', () => {
  const lines = ['Rent', 'Freight', 'Business travel', 'Electricity', 'Insurance', 'Donations'].map((Account) => ({
    Account,
  }));
  expect(proposed(lines).map(({ action }) => action)).toEqual(lines.map(() => 'ask'));
});

it('takes an economic sector and the name of a product for what they are', () => {
  expect(namesOf([{ Sector: 'Insurance services', 'Product name': 'Travel mug' }])).toEqual(['Insurance']);
  expect(namesOf([{ Sector: 'Transport', 'Product name': 'Freight elevator' }])).toEqual([]);
  expect(namesOf([{ Category: 'Freight', 'Product name': 'Boxes' }])).toEqual(['Freight']);
});

describe('a chart of accounts', () => {
  it('is used where the names of accounts show it', () => {
    const lines = ['4120 Gehälter', '4210 Miete', '4199', '4831', '3400 Wareneingang', '4240'].map((Account) => ({
      Account,
    }));
    expect(proposed(lines).map(({ name, rows }) => [name, rows])).toEqual([
      ['Depreciation', 1],
      ['Wages', 2],
      ['Rent', 1],
      ['Energy', 1],
    ]);
    expect(proposed(lines)[0]?.said).toContain('SKR03');
  });

  it('is used where the title names it', () => {
    expect(namesOf([{ 'Konto (SKR04)': '6020' }])).toEqual(['Wages']);
    expect(namesOf([{ Account: '6020' }, { Account: '4120' }])).toEqual([]);
  });

  it('is not guessed from numbers alone, or from one name', () => {
    expect(namesOf([{ Account: '6400 Sueldos' }, { Account: '6800' }])).toEqual(['Wages']);
  });
});

it('proposes nothing for a dataset that is no ledger', () => {
  expect(ruleProposer(mapHeader({ sheet: '', row: 1, cells: ['Name', 'Account'] }, suppliers))).toBeUndefined();
});

it('leaves out the rows in which a word means something else', () => {
  const lines = [
    { Account: '1 Other', 'Product name': 'Salaries May' },
    { Account: '1 Other', 'Product name': 'Payroll software for salaries' },
    { Account: '2 Rent', 'Product name': 'Rent incl. salaries of the caretaker' },
  ];
  expect(proposed(lines)).toMatchObject([
    {
      name: 'Wages',
      rows: 1,
      rules: [
        {
          when: { 'Product name': ['~salaries'] },
          unless: { 'Product name': ['~payroll software'], Account: ['2 Rent'] },
        },
      ],
    },
    { name: 'Rent', rows: 1, rules: [{ when: { Account: ['2 Rent'] } }] },
  ]);
});

it('gives no rule a name that another has', () => {
  const mapping = mapHeader({ sheet: '', row: 1, cells: ['Account', 'Amount', 'Currency'] }, purchases);
  const proposer = ruleProposer(mapping, ['wages']);
  const source = { sheet: '', row: 2, cells: ['100 Wages', '5', 'EUR'] };
  proposer?.add({ source, values: { quantity: 5, unit_id: 'EUR' } });
  expect(proposer?.proposals().flatMap(({ rules }) => rules.map(({ name }) => name))).toEqual(['Wages 2']);
});
