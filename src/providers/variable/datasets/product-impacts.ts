// Impacts at Variable: a row for each indicator of every product, or of chosen ones. Amounts stay text.

import dataset from '../../../datasets/variable/product-impacts.js';
import { Stop } from '../../../problems/stop.js';
import { isUuid } from '../../../values/identifiers/read-uuid.js';
import type { Exporter, ExportValue, Filters } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { impactChoice } from '../impact-choice.js';
import { indicatorNames } from '../indicators.js';
import { everyProduct } from '../list-products.js';
import { extraCells, impactsOf, oddImpacts, type Product, product, productKeys } from '../replies.js';

type Row = Readonly<Record<string, ExportValue>>;

/** Concurrent requests for chosen products. */
const AT_ONCE = 4;

const keys = dataset.columns.map(({ key }) => key);
const blank: Row = Object.fromEntries(keys.map((key) => [key, null]));
const stages: ReadonlySet<string> = new Set(
  dataset.columns.filter(({ kind }) => kind === 'decimal').map(({ key }) => key),
);

async function* rows(session: Session, { impacts, product: wanted = [] }: Filters): AsyncGenerator<Row> {
  const uuids = wanted.map(checkedUuid);
  const choice = await impactChoice(session, impacts);
  const pages = uuids.length > 0 ? namedProducts(session, uuids, choice) : everyProduct(session, choice);
  for await (const products of pages) {
    for (const one of products) {
      if (typeof one === 'string') {
        session.unknown?.(one);
        yield { ...blank, uuid: one, reason: 'the service has no such product' };
      } else yield* rowsOf(one);
    }
  }
}

function checkedUuid(text: string): string {
  const uuid = text.trim().toLowerCase();
  if (isUuid(uuid)) return uuid;
  throw new Stop('usage', 'USAGE', `--product: expected the uuid of a product, got ${JSON.stringify(text)}`);
}

/** The products of these ids in order, a few at a time; the id alone of one that does not exist. */
async function* namedProducts(
  session: Session,
  uuids: readonly string[],
  choice: string | undefined,
): AsyncGenerator<readonly (Product | string)[]> {
  const query = choice === undefined ? {} : { impacts: choice };
  const unique = [...new Set(uuids)];
  for (let start = 0; start < unique.length; start += AT_ONCE) {
    yield await Promise.all(
      unique.slice(start, start + AT_ONCE).map(async (uuid) => {
        const reply = await unlessGone(session.call('getProduct', { params: { uuid }, query }));
        return reply === undefined ? uuid : bodyOf(reply, product, 'getProduct');
      }),
    );
  }
}

/** A row for each indicator; without any, one row with the reason. */
function rowsOf(one: Product): readonly Row[] {
  const odd = extraFields(oddImpacts(one), () => false);
  const common = { ...blank, ...cellsOf(one), ...extraCells(one, productKeys), ...odd };
  const impacts = impactsOf(one).map(({ code, unit, method, stages: amounts }) => ({
    ...common,
    indicator: code,
    indicatorName: Object.hasOwn(indicatorNames, code) ? (indicatorNames[code] ?? null) : null,
    indicatorUnit: unit,
    method,
    ...Object.fromEntries(Object.entries(amounts).filter(([stage]) => stages.has(stage))),
    ...extraCells(amounts, stages),
  }));
  if (impacts.length > 0) return impacts;
  const [column] = Object.keys(odd);
  const reason =
    column === undefined ? 'the service has none of these impacts' : `not split by stage: see the column ${column}`;
  return [{ ...common, reason }];
}

function cellsOf(one: Product): Row {
  const { uuid, name, sku, syncId, unit, dataQualityRating, dataSource, startDate, endDate, updated } = one;
  const cells = { uuid, name, sku, syncId, unit, dataQualityRating, dataSource, startDate, endDate, updated };
  return Object.fromEntries(Object.entries(cells).map(([key, value]) => [key, value === '' ? null : (value ?? null)]));
}

const exporter: Exporter = { dataset, rows };

export default exporter;
