/** Colours hold in grey too; nothing is told by colour alone. */
export const PRINT_STYLE = `
@page { size: A4; margin: 16mm 14mm 18mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", Arial, sans-serif; color: #1a1a1a; max-width: 190mm; margin: 0 auto; padding: 8mm 4mm; background: #fff; }
h1 { font-size: 18pt; margin: 0 0 2mm; text-align: center; text-wrap: balance; }
h2 { font-size: 13.5pt; margin: 8mm 0 3mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #1f3a5f; color: #1f3a5f; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 0 0 2mm; display: flex; justify-content: space-between; gap: 4mm; align-items: baseline; break-after: avoid; }
h3 small { font-weight: normal; color: #666; }
h4 { font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 3mm; font-size: 9pt; }
th, td { border: 0.5pt solid #9aa5b1; padding: 1mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eef2f6; font-weight: 600; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.strong { font-weight: 700; }
.record th { width: 26mm; }
.summary th, .summary td:last-child { overflow-wrap: normal; word-break: keep-all; }
:lang(zh) .summary td:last-child { word-break: normal; }
.four { table-layout: fixed; }
.four th:first-child { width: 27mm; }
.stamp { border: 2pt solid #a15c00; color: #a15c00; font-weight: 700; text-align: center; padding: 1.5mm; margin: 0 auto 4mm; width: max-content; letter-spacing: 0.1em; }
.verdict { font-weight: 700; border: 1pt solid currentColor; border-radius: 1mm; padding: 0 1.6mm; white-space: nowrap; font-size: 9.5pt; }
.met { color: #1b6e3a; } .not-met { color: #a3231f; } .insufficient-data, .pending-evidence { color: #7a5200; }
td.met, td.not-met, td.insufficient-data, td.pending-evidence { font-weight: 700; }
section.indicator { margin: 0 0 7mm; padding: 3mm; border: 0.5pt solid #9aa5b1; }
.chart { break-inside: avoid; margin: 1mm 0 2mm; } .chart svg { width: 100%; height: auto; display: block; }
.facts th { width: 38mm; }
.digest { font: 8.5pt/1.4 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.muted { color: #555; font-size: 9pt; } ul { margin: 1mm 0; padding-left: 5mm; }
.trace { margin: 2mm 0 0; } .trace summary { cursor: pointer; font-weight: 600; color: #1f3a5f; } .trace li { margin: 0 0 2mm; }
.formula { font: 9pt/1.5 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; } .query { font: 7.5pt/1.35 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; color: #444; }
@media print { .trace::details-content { content-visibility: visible; display: block; block-size: auto; } .trace summary { list-style: none; } }
@media print { body { padding: 0; max-width: none; } section.indicator { border: 0; border-top: 1pt solid #9aa5b1; padding: 3mm 0 0; } }
`;
