// The look of the page: light and dark, on a phone, and on paper. Fonts are those of the reader's system.

/** The style sheet; plain text, so that its hash is known. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f5f7f6; --card: #ffffff; --text: #16211f; --quiet: #51605d; --line: #d9e1df; --strong: #14594f;
  --bar: #1f7a6d; --track: #e8eeec; --row: #f3f7f6; --focus: #0b63c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101816; --card: #182320; --text: #e8efed; --quiet: #a6b5b1; --line: #2e3d39; --strong: #7fd1c1;
    --bar: #4fb3a2; --track: #253430; --row: #1d2a27; --focus: #8ec2ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; padding-bottom: 8px; border-top: 6px solid var(--strong); max-width: none; }
header > div { max-width: 1072px; margin: 0 auto; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 20px; line-height: 1.3; margin: 40px 0 4px; }
h3 { font-size: 16px; margin: 0; }
p { margin: 0 0 10px; max-width: 78ch; }
.quiet, .note, dt, .unit { color: var(--quiet); }
.unit { font-weight: 400; font-size: 0.88em; }
.note { font-size: 14px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 14px; margin: 22px 0 8px; padding: 0; }
.figures > div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.figures > div:first-child { border-color: var(--strong); border-width: 2px; padding: 15px 17px; }
.figures dt { font-size: 14px; }
.figures dd { margin: 0; }
.figures .value { font-size: 26px; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.figures .unit { display: inline-block; font-size: 15px; }
.figures .note { font-size: 13px; margin-top: 4px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 14px; }
figure { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0; padding: 16px 18px; break-inside: avoid; }
figcaption { margin-bottom: 12px; }
figcaption a { font-size: 13px; }
figcaption .unit + a::before { content: "\\00b7"; display: inline-block; padding-right: 5px; }
a { color: var(--strong); }
.chart { display: block; width: 100%; height: auto; max-width: 560px; }
.chart text { fill: var(--text); font-size: 13px; font-family: inherit; }
.chart .figure { font-variant-numeric: tabular-nums; fill: var(--quiet); }
.chart .bar { fill: var(--bar); }
.chart .track { fill: var(--track); }
.chart .axis { stroke: var(--quiet); stroke-width: 1; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 10px 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 8px 14px; border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: break-word; min-width: 7ch; }
.text { min-width: 13ch; overflow-wrap: anywhere; }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--strong); white-space: nowrap; overflow-wrap: normal; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:nth-child(even) { background: var(--row); }
tfoot th, tfoot td { font-weight: 650; border-top: 2px solid var(--line); border-bottom: 0; }
.amount, .count, .share { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button { all: unset; cursor: pointer; }
th button::after { content: "\\2195"; opacity: 0.45; padding-left: 5px; font-weight: 400; }
th[aria-sort=ascending] button::after { content: "\\2191"; opacity: 1; }
th[aria-sort=descending] button::after { content: "\\2193"; opacity: 1; }
:focus-visible, th button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
details { margin-top: 12px; }
summary { cursor: pointer; font-weight: 600; padding: 6px 0; }
ul { padding-left: 20px; max-width: 78ch; }
footer { color: var(--quiet); font-size: 13px; padding-top: 30px; padding-bottom: 40px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 560px) {
  header, main, footer { padding-left: 14px; padding-right: 14px; }
  h1 { font-size: 24px; }
  .figures { grid-template-columns: 1fr 1fr; gap: 10px; }
  .figures > div { padding: 12px 13px; }
  .figures > div:first-child { grid-column: 1 / -1; padding: 12px; }
  .figures .value { font-size: 21px; }
  th, td { padding: 7px 8px; }
  thead th { white-space: normal; }
  .text { min-width: 11ch; }
  .unit { display: inline-block; }
}
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --strong: #14594f; --bar: #1f7a6d; --track: #eee; --row: #fff; color-scheme: light; }
  @page { margin: 16mm 14mm; }
  body { font-size: 10.5pt; }
  header { padding-top: 0; border-top: 0; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .charts { grid-template-columns: 1fr 1fr; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .figures .value { font-size: 17px; }
  .scroll { overflow: visible; border-radius: 0; border-width: 0 0 1px; }
  th button::after { content: none !important; }
  figcaption a { display: none; }
  h2, thead { break-after: avoid; }
  tr { break-inside: avoid; }
  .bar, .track { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
