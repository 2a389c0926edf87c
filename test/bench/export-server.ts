// A service with very many products and purchases, in a process of its own: it makes each page out of numbers and answers at once, or
// after as many milliseconds as its first argument says.

import { createServer } from 'node:http';

const delayMs = Number(process.argv[2] ?? 0);
const [products, purchases] = [Number(process.argv[3] ?? 0), Number(process.argv[4] ?? 0)];
const PAGE = 128;
const SUPPLIERS = 97;
const AT = '2025-03-01T12:00:00.123456789Z';

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function numberOf(id: string | null): number {
  return id === null ? 0 : Number(id.slice(-12));
}

/** So many of a list, as the text of a JSON list. */
function listOf(from: number, count: number, one: (number: number) => string): string {
  return `[${Array.from({ length: Math.max(0, count) }, (_, index) => one(from + index)).join(',')}]`;
}

function productOf(number: number): string {
  return `{"id":"${idOf(number)}","groupId":"${idOf(1)}","name":"Oat drink ${number}","customId":"P-${number}","gtin":null,"brandName":"Oats & co","pickUpLocation":"Lund, Sweden","productionLocation":"Landskrona, Sweden","shipToLocation":"Oslo, Norway","productNetQuantityValue":1.5,"productNetQuantityUnit":"l","yearlySalesVolumes":{"2025":${number / 8}},"createdAt":"${AT}","updatedAt":"${AT}"}`;
}

function footprintOf(id: string): string {
  let next = numberOf(id);
  const figure = (): number => {
    next = (next * 7919 + 104_729) % 1_000_003;
    return next / 1e6;
  };
  const gases = (): string => `{"ch4":${figure()},"co2":${figure()},"n2o":${figure()},"sum":${figure()}}`;
  const fields = (names: readonly string[]): string => names.map((name) => `"${name}":${figure()}`).join(',');
  const shares = PARTS.map((part) => `"${part}":{"primary":${figure()},"secondary":${figure()}}`).join(',');
  return `{"productId":"${id}","footprint":{"calculationMethod":"location","updatedAt":"${AT}",${fields(STAGES)},"flag":{"carbonRemovals":${figure()},"total":${gases()},"landManagementCO2":{"organicSoilsCO2":${figure()},"total":${gases()}},"landManagementNonCO2":{${fields(NON_CO2)},"total":${gases()}},"landUseChange":{"deforestationCO2":${figure()},"total":${gases()}}},"pds":{${shares}}}}`;
}

const STAGES = ['embeddedFossilCarbon', 'other', 'packaging', 'processing', 'storage', 'transportation', 'total'];
const PARTS = ['embeddedFossilCarbon', 'flag', 'other', 'packaging', 'processing', 'total', 'transportation'];
const NON_CO2 = [
  'directEmissionsN2O',
  'dryingCO2',
  'farmMachineryCO2',
  'fertilizerProductionCO2',
  'fertilizerProductionN2O',
  'indirectEmissionsN2O',
  'irrigationCO2',
  'limestoneAndUreaCO2',
  'organicSoilsN2O',
  'pesticideProductionCO2',
  'riceCultivationCH4',
];

function purchaseOf(number: number): string {
  return `{"id":"${idOf(number)}","product_name":"Corrugated box ${number}","sector":"Manufacturing","country":"SE","quantity":${number + 0.25},"unit_id":"EUR","purchase_date":"2025-03-${String((number % 28) + 1).padStart(2, '0')}","expense_type":"opex","purchase_type":"spend_based","status":"active","description":null,"recycled":null,"supplier_id":"S-${number % 97}","frequency":"once","co2e":${number / 8},"created_at":"${AT}","updated_at":"${AT}","organization_id":"7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11"}`;
}

function answerTo(url: URL, body: string): string {
  const query = url.searchParams;
  if (url.pathname === '/token') return '{"access_token":"t","expires_in":3600,"token_type":"Bearer"}';
  if (url.pathname === '/resold-products') {
    const from = numberOf(query.get('from')) + 1;
    return listOf(from, Math.min(PAGE, products - from + 1), productOf);
  }
  if (url.pathname === '/v1/sold-products') return '[]';
  if (url.pathname === '/suppliers')
    return listOf(
      0,
      SUPPLIERS,
      (number) => `{"id":"${idOf(number)}","name":"Supplier ${number}","groupId":"${idOf(1)}"}`,
    );
  const [, product] = /^\/resold-products\/([^/]+)\/suppliers$/.exec(url.pathname) ?? [];
  if (product !== undefined)
    return `[{"id":"${product}","supplierId":"${idOf(numberOf(product) % SUPPLIERS)}","supplierName":"Supplier ${numberOf(product) % SUPPLIERS}","validFrom":"2024-01-01","validTo":null,"createdAt":"${AT}","updatedAt":"${AT}"}]`;
  if (url.pathname === '/resold-products/footprints' || url.pathname === '/resold-products/footprint-baselines')
    return `[${(JSON.parse(body) as string[]).map(footprintOf).join(',')}]`;
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('size') ?? 100)];
  const from = (page - 1) * size + 1;
  const items = listOf(from, Math.min(size, purchases - from + 1), purchaseOf);
  return `{"items":${items},"total":${purchases},"page":${page},"size":${size},"pages":${Math.ceil(purchases / size)}}`;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const text = answerTo(new URL(request.url ?? '', 'http://x'), Buffer.concat(chunks).toString());
    const answer = (): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    };
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(String(address.port));
});
