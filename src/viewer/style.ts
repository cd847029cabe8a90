/** How the viewer looks: Okabe and Ito's hues, darkened where text stands on them; never by colour alone. */
export const style = `
:host { display: block; container-type: inline-size; --bg: light-dark(#fff, #14171c); --fg: light-dark(#1b1f24, #e8ecf1);
  --quiet: light-dark(#57606a, #a3adb8); --line: light-dark(#d0d7de, #3a424d); --raised: light-dark(#f6f8fa, #1d222a);
  --here: light-dark(#fff3c4, #4a3f12); --open: light-dark(#00664a, #2bc79a); --on-open: light-dark(#fff, #000);
  --bad: light-dark(#b34700, #ff8a4c); --on-bad: light-dark(#fff, #000); --task0: light-dark(#0072b2, #6cb8f0);
  --task1: light-dark(#8a3f73, #e29acb); --task2: light-dark(#6b5200, #e0b84a); --task3: light-dark(#3b3f8f, #a9adf5);
  --mono: "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.viewer { color: var(--fg); background: var(--bg); border: 1px solid var(--line); border-radius: 10px; padding: 14px;
  font: 14px/1.45 system-ui, "DejaVu Sans", sans-serif; }
.frame { height: var(--frame, auto); display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto auto min(var(--say, 5.6em), 40em) minmax(0, 1fr) auto; }
:host([compact]) :is(.more, .note, .key, .time) { display: none; }
:host([compact]) .frame { grid-template-rows: auto auto min(var(--say, 5.6em), 40em) minmax(0, 1fr); }
.more { margin-top: 10px; display: grid; gap: 4px; grid-template-columns: minmax(0, 1fr); }
p, dl, dd, figure, ul { margin: 0; padding: 0; }
header { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; }
.title { font-size: 16px; font-weight: 700; margin-right: auto; }
.note { color: var(--quiet); }
button { border: 1px solid var(--quiet); background: none; color: inherit; border-radius: 6px; padding: 5px 11px; font: inherit; cursor: pointer; min-height: 32px; }
button:hover { background: var(--raised); }
:focus-visible { outline: 3px solid var(--task0); outline-offset: 2px; }
.views { display: inline-flex; flex-wrap: wrap; }
.views button { border-radius: 0; margin-left: -1px; }
.views button:first-child { border-radius: 6px 0 0 6px; }
.views button:last-child { border-radius: 0 6px 6px 0; }
.views button[aria-pressed="true"] { background: var(--fg); color: var(--bg); }
.columns { display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(120px, 1fr); min-height: 0; overflow: auto; }
.columns.two { grid-template-rows: minmax(230px, 1fr); }
.sources { display: flex; flex-direction: column; gap: 10px; }
.code { display: flex; flex-direction: column; min-height: 0; min-width: 0; flex: 1 1 0; }
.sources, .panel, .time { border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; min-width: 0; }
.say { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; overflow: auto; }
.probe { position: absolute; visibility: hidden; }
.sources, .panel { overflow: auto; }
figcaption { color: var(--quiet); font: 12px var(--mono); padding-bottom: 4px; }
/* A shadow at each edge behind which there is more: what is filled goes along with the text, and covers it. */
pre { margin: 0; max-height: 400px; overflow: auto; font: 12.5px/1.65 var(--mono); position: relative; container-type: inline-size;
  --shadow: light-dark(#0004, #000c); background:
  linear-gradient(to top, var(--bg) 40%, transparent) bottom / 100% 36px no-repeat local, linear-gradient(to left, var(--bg) 40%, transparent) right / 36px 100% no-repeat local,
  linear-gradient(to top, var(--shadow), transparent) bottom / 100% 10px no-repeat scroll, linear-gradient(to left, var(--shadow), transparent) right / 10px 100% no-repeat scroll; }
pre code { font: inherit; display: inline-block; min-width: 100%; counter-reset: line; padding-bottom: 1.65em; }
.line { display: block; white-space: pre; padding-right: 16px; min-height: 1.65em; }
.line::before { counter-increment: line; content: counter(line); display: inline-block; width: 2.2em; padding-right: 0.8em; text-align: right; color: var(--quiet); }
/* The marked line wraps beside who stands there: neither covers the other, and no end is out of sight. */
.current { position: sticky; left: 0; width: 100cqi; padding-left: 3em; text-indent: -3em; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--here); box-shadow: inset 4px 0 0 var(--task0); outline: 1px solid var(--task0); outline-offset: -1px; }
.line::before, .stands { text-indent: 0; }
.stands { float: right; margin: 0 -10px 0 8px; font-weight: 700; color: var(--fg); background: var(--here); padding: 0 4px; }
.comment { color: light-dark(#57606a, #a3adb8); font-style: italic; }
.string { color: light-dark(#0a3069, #a5d6ff); }
.keyword { color: light-dark(#a0111f, #ff9492); }
.panelhead { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin-bottom: 8px; }
.verdict { margin-left: auto; font-weight: 700; font-size: 12px; padding: 2px 8px; border-radius: 10px; border: 2px solid; }
.verdict.later { visibility: hidden; }
.good { color: var(--open); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table.fds { border-collapse: separate; border-spacing: 3px; table-layout: fixed; }
caption { text-align: left; font-size: 12px; padding-bottom: 2px; white-space: nowrap; }
caption span { color: var(--quiet); }
.fds th { font: 600 12px var(--mono); color: var(--quiet); padding: 0; }
.cell { border: 2px solid; border-radius: 6px; text-align: center; color: #000; }
td.cell { height: 92px; padding: 3px 0 2px; vertical-align: top; font-size: 11px; line-height: 15px; }
td span { display: block; min-height: 15px; }
.glyph { font: 700 19px/22px var(--mono); min-height: 22px; }
.word { font-weight: 700; }
.raw { font: 10.5px/15px var(--mono); }
.by { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0 3px; }
.mark { font-weight: 700; font-size: 10px; }
.free { border-style: dashed; border-color: var(--quiet); color: var(--quiet); }
.reserved { background: repeating-linear-gradient(135deg, #e69f00 0 7px, #f3c35a 7px 14px); border-color: #6b4a00; }
.uncommitted { background: #56b4e9; border: 4px double #003a5c; }
.open { background: var(--open); border-color: var(--open); color: var(--on-open); }
.corrupt { background: var(--bg); color: var(--fg); }
.changed { outline: 3px solid var(--fg); outline-offset: -1px; }
.changed .mark { background: var(--fg); color: var(--bg); border-radius: 3px; margin: 0 6px; }
.violated { border: 4px solid var(--bad); }
.violated .mark { background: var(--bad); color: var(--on-bad); border-radius: 3px; margin: 0 4px; }
.arrow { fill: none; stroke: var(--fg); stroke-width: 2; } .arrow.staged { stroke-dasharray: 2 4; } .arrow.dangling { stroke: var(--bad); stroke-width: 3; } .arrow.dangling:not(.head) { stroke-dasharray: 6 4; }
.file rect { fill: var(--raised); stroke: var(--fg); stroke-width: 1.5; }
.file .name { font: 700 11.5px var(--mono); } .file .count { font-size: 12px; }
.freed rect { fill: none; stroke: var(--quiet); stroke-dasharray: 5 4; } .freed text { fill: var(--quiet); } .freed .name { text-decoration: line-through; }
.lost rect { stroke: var(--bad); stroke-width: 3; } .lost text { fill: var(--bad); font-weight: 700; }
.touched rect { stroke-width: 3.5; }
.tasks > div { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: center; border-top: 1px solid var(--line); padding: 5px 0; }
dt { font-weight: 700; } .tasks code { font: 12px var(--mono); }
.badge { vertical-align: -4px; margin-right: 5px; }
.key { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--quiet); }
.key b { color: var(--fg); }
.lanes { overflow-x: auto; margin-top: 6px; }
.icon { display: inline-block; width: 0.9em; height: 0.9em; vertical-align: -0.08em; fill: currentcolor; }
svg:not(.icon, .badge) { display: block; } .badge { display: inline-block; }
svg text { fill: var(--fg); font-size: 12px; text-anchor: middle; }
svg .lane { font-weight: 700; text-anchor: start; } svg .number, svg .result { fill: var(--quiet); } svg .number { font-size: 11px; } svg .result { font-size: 11px; }
.now { fill: var(--here); stroke: var(--task0); stroke-width: 2; }
.hit { fill: transparent; } .step { cursor: pointer; }
.rail { stroke: var(--line); stroke-width: 2; }
.switch { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 4 3; }
.task0 { fill: var(--task0); } .task1 { fill: var(--task1); } .task2 { fill: var(--task2); } .task3 { fill: var(--task3); }
.failure { fill: var(--bg); stroke: var(--fg); stroke-width: 2; }
.cross, .tick { fill: none; stroke: var(--bad); stroke-width: 5; } .tick { stroke: var(--open); stroke-width: 4; }
.controls { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.play { min-width: 92px; font-weight: 700; color: var(--bg); background: var(--task0); border-color: var(--task0); } .play:hover { background: var(--fg); }
.controls input { flex: 1 1 140px; min-width: 100px; min-height: 32px; accent-color: var(--task0); }
.sentence { overflow-wrap: anywhere; } .design { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; font-size: 12px; margin-top: 6px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend i { width: 24px; height: 20px; font: 700 12px/16px var(--mono); border-radius: 3px; }
.legend .uncommitted { border-width: 3px; line-height: 14px; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 8px; font-size: 12px; color: var(--quiet); }
kbd { border: 1px solid var(--quiet); border-bottom-width: 2px; border-radius: 4px; padding: 0 5px; font: 11px var(--mono); }
summary { cursor: pointer; padding: 4px 0; }
table.steps { border-collapse: collapse; font-size: 13px; }
.steps th, .steps td { border: 1px solid var(--line); padding: 4px 8px; text-align: left; vertical-align: top; }
.share { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.fallback { width: 100%; font: 12px var(--mono); color: inherit; background: var(--bg); }
@container (min-width: 680px) {
  .columns:not(.two, .bare) { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); }
  .columns.two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: minmax(120px, 1fr); }
  .columns.two .sources { grid-column: 1 / -1; flex-direction: row; }
  :host([compact]) .columns:not(.two) { grid-template-columns: minmax(0, 1fr); }
}
@container (min-width: 1180px) {
  .columns.two:not(.bare) { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, 1fr); }
  .columns.two .sources { grid-column: auto; flex-direction: column; }
}
@media print {
  .frame { height: auto; }
  .controls, .share, .views, .keys { display: none; }
  pre { max-height: none; }
}
`;
