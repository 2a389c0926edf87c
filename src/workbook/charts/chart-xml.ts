// The part of a chart (ECMA-376 part 1, 21.2). Elements stand in the order of the schema: Excel repairs a file where they do not.

import { escapeXml } from '../xml-text.js';
import type { ChartCells, SheetChart } from './sheet-chart.js';

export const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
export const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';

const LABEL_AXIS = 111_111_111;
const NUMBER_AXIS = 222_222_222;
const GREY = '8A9694';

/** The part, without what parts begin with. */
export function chartXml(chart: SheetChart): string {
  const { kind, title, measure, format } = chart;
  const isBars = kind === 'bars';
  return [
    `<c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}">`,
    '<c:roundedCorners val="0"/>',
    '<c:chart>',
    titleXml(title, 1200, true),
    '<c:autoTitleDeleted val="0"/>',
    '<c:plotArea><c:layout/>',
    `<c:barChart><c:barDir val="${isBars ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>`,
    seriesXml(chart),
    `<c:gapWidth val="60"/><c:axId val="${LABEL_AXIS}"/><c:axId val="${NUMBER_AXIS}"/></c:barChart>`,
    '<c:catAx>',
    // Bars are drawn from below: turned round, the first is on top.
    axisStart(LABEL_AXIS, isBars ? 'maxMin' : 'minMax', isBars ? 'l' : 'b'),
    axisLook('General', 'low'),
    `<c:crossAx val="${NUMBER_AXIS}"/><c:crosses val="autoZero"/>`,
    '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/>',
    '</c:catAx>',
    '<c:valAx>',
    axisStart(NUMBER_AXIS, 'minMax', isBars ? 'b' : 'l'),
    `<c:majorGridlines><c:spPr>${lineXml('E3E8E7')}</c:spPr></c:majorGridlines>`,
    titleXml(measure, 900, false),
    axisLook(format, 'nextTo'),
    `<c:crossAx val="${LABEL_AXIS}"/><c:crosses val="${isBars ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/>`,
    '</c:valAx>',
    '</c:plotArea>',
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>',
    '</c:chart>',
    `<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>${lineXml('D5DDDB')}</c:spPr>`,
    '</c:chartSpace>',
  ].join('');
}

/** The series with the cells that it draws; programs show the copy until they read the cells. */
function seriesXml({ measure, labels, numbers, format, colour }: SheetChart): string {
  return [
    `<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>${escapeXml(measure)}</c:v></c:tx>`,
    `<c:spPr><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`,
    `<c:dLbls><c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`,
    `${textXml(900)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>`,
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>',
    `<c:cat><c:strRef><c:f>${escapeXml(labels.range)}</c:f><c:strCache>${points(labels, escapeXml)}</c:strCache></c:strRef></c:cat>`,
    `<c:val><c:numRef><c:f>${escapeXml(numbers.range)}</c:f>`,
    `<c:numCache><c:formatCode>${escapeXml(format)}</c:formatCode>${points(numbers, String)}</c:numCache></c:numRef></c:val>`,
    '</c:ser>',
  ].join('');
}

function points<T>({ values }: ChartCells<T>, textOf: (value: T) => string): string {
  const listed = values.map((value, index) => `<c:pt idx="${index}"><c:v>${textOf(value)}</c:v></c:pt>`);
  return `<c:ptCount val="${values.length}"/>${listed.join('')}`;
}

/** @param size in hundredths of a point */
function titleXml(text: string, size: number, isBold: boolean): string {
  const look = `sz="${size}" b="${isBold ? 1 : 0}"`;
  return [
    '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>',
    `<a:p><a:pPr><a:defRPr ${look}/></a:pPr><a:r><a:rPr lang="en" ${look}/><a:t>${escapeXml(text)}</a:t></a:r></a:p>`,
    '</c:rich></c:tx><c:overlay val="0"/></c:title>',
  ].join('');
}

function axisStart(id: number, orientation: 'minMax' | 'maxMin', place: 'b' | 'l'): string {
  return `<c:axId val="${id}"/><c:scaling><c:orientation val="${orientation}"/></c:scaling><c:delete val="0"/><c:axPos val="${place}"/>`;
}

function axisLook(format: string, labels: 'low' | 'nextTo'): string {
  return [
    `<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/>`,
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${labels}"/>`,
    `<c:spPr>${lineXml(GREY)}</c:spPr>${textXml(900)}`,
  ].join('');
}

function textXml(size: number): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}"/></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>`;
}

function lineXml(colour: string): string {
  return `<a:ln w="9525"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln>`;
}
