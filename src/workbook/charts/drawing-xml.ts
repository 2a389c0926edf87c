// The part that places the charts of a sheet (ECMA-376 part 1, 20.5).

import { DOCUMENT } from '../xml-names.js';
import { escapeXml } from '../xml-text.js';
import { CHART, DRAWING } from './chart-xml.js';
import type { SheetChart } from './sheet-chart.js';

const PLACES = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
/** Of a pixel, in the units of drawings. */
const PIXEL = 9525;

/** The part, without what parts begin with: the chart of each place has the relationship `rId1`, `rId2` ... */
export function drawingXml(charts: readonly SheetChart[]): string {
  return [
    `<xdr:wsDr xmlns:xdr="${PLACES}" xmlns:a="${DRAWING}">`,
    ...charts.map(({ title, description, place: { column, row, width, height } }, index) => {
      const number = index + 1;
      return [
        `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff>`,
        `<xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`,
        `<xdr:ext cx="${width * PIXEL}" cy="${height * PIXEL}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>`,
        // 1 is the drawing itself.
        `<xdr:cNvPr id="${number + 1}" name="${escapeXml(`Chart ${number}`)}" descr="${escapeXml(description)}" title="${escapeXml(title)}"/>`,
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
        `<a:graphic><a:graphicData uri="${CHART}"><c:chart xmlns:c="${CHART}" xmlns:r="${DOCUMENT}/relationships" r:id="rId${number}"/>`,
        '</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>',
      ].join('');
    }),
    '</xdr:wsDr>',
  ].join('');
}
