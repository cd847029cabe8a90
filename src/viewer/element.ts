/** The custom element `<step-viewer>`: one or two runs, step by step. */
import type { SourcePlace, Trace, TraceStep, TraceTable } from "../explore/index.js";
import { formatTrace } from "../explore/internal.js";
import { renderCode } from "./code.js";
import type { Exhibit } from "./exhibit.js";
import { html, Markup } from "./html.js";
import { icon } from "./icons.js";
import { renderFiles } from "./files.js";
import { alignRuns, firstDifference, momentAt, type Moment, type Row } from "./rows.js";
import { columnScroll, renderSchedule, taskShape } from "./schedule.js";
import { style } from "./style.js";
import { legend, renderTable } from "./table.js";
import {
  callText,
  changes,
  changesText,
  fileChangesText,
  outcome,
  placeText,
  slotsTo,
  tableNames,
} from "./words.js";

/** What is drawn of a run besides the trace: computed once. */
interface Panel {
  readonly label: string;
  readonly trace: Trace;
  readonly names: ReadonlyMap<number, string>;
}

const KEYS = [
  { keys: "← →", what: "step" },
  { keys: "Home End", what: "begin, end" },
  { keys: "[ ]", what: "same task" },
  { keys: "p", what: "play, pause" },
  { keys: "v", what: "violation", only: "violated" },
  { keys: "f", what: "first difference", only: "two" },
  { keys: "d", what: "design", only: "two" },
] as const;

/** How many descriptors a table shows at least, and at most. */
const COLUMNS = { least: 3, most: 24 };

/** How many of the longest sentences are measured: lines depend on more than the number of characters. */
const MEASURED = 3;

/** How long a step is shown while the run plays, in milliseconds: a sentence can be read. */
const PACE = 1800;

/**
 * Shows an {@link Exhibit}: given as the property `exhibit`, as JSON in a `<script type="application/json">` inside
 * the element, or as the address in its attribute `src`. What else is inside it is for readers without scripts.
 *
 * A run with a violation opens at its end, or where the attribute `step` says; with `compact` only the run is shown. The
 * custom property `--frame` is the height of what changes from step to step, for pages on which nothing may move.
 */
export class StepViewer extends HTMLElement {
  #panels: Panel[] = [];
  #rows: Row[] = [];
  #exhibit: Exhibit | undefined;
  /** 0 is before the first step; n is after row n - 1. */
  #position = 0;
  /** The run that is shown alone; undefined for all. */
  #alone: number | undefined;
  #columns = COLUMNS.least;
  /** Goes on from step to step; undefined while nothing plays. */
  #playing: ReturnType<typeof setInterval> | undefined;
  readonly #root = this.attachShadow({ mode: "open" });
  #observer: ResizeObserver | undefined;

  /** What a link to a position is; by default the page's address with the position behind its `#`. */
  linkTo: (position: string) => string = (position) =>
    `${location.href.replace(/#.*$/, "")}#${position}${this.id === "" ? "" : `&viewer=${this.id}`}`;

  connectedCallback(): void {
    // In the next frame: an observer must not change the height of what it observes.
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));
    this.#observer.observe(this);
    if (this.#exhibit !== undefined) return;
    const inline = this.querySelector('script[type="application/json"]')?.textContent;
    const address = this.getAttribute("src");
    if (inline != null) this.exhibit = JSON.parse(inline) as Exhibit;
    else if (address !== null) this.#loadInSight(address);
  }

  /** A page may have many runs, most of them folded: each is loaded when it comes near, or when the address asks for it. */
  #loadInSight(address: string): void {
    if (this.#isAsked(new URLSearchParams(location.hash.slice(1)))) {
      this.closest("details")?.setAttribute("open", "");
      void this.#load(address);
      return;
    }
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        near.disconnect();
        void this.#load(address);
      },
      { rootMargin: "600px" },
    );
    near.observe(this);
  }

  #isAsked(address: URLSearchParams): boolean {
    return address.has("step") && (address.get("viewer") ?? "") === this.id;
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
    this.#pause();
  }

  /** The runs that are shown. */
  set exhibit(exhibit: Exhibit) {
    this.#exhibit = exhibit;
    this.#panels = exhibit.runs.map(({ label, trace }) => ({
      label,
      trace,
      names: tableNames(trace),
    }));
    const traces = this.#traces();
    this.#rows = alignRuns(traces);
    const fds = traces.flatMap((trace) =>
      [trace.before, ...trace.steps.map(({ tables }) => tables)]
        .flat()
        .flatMap(({ slots }) => slots.map(({ fd }) => fd)),
    );
    this.#columns = Math.max(COLUMNS.least, Math.min(COLUMNS.most, Math.max(-1, ...fds) + 2));
    this.#alone = undefined;
    this.#pause();
    this.#position = this.#firstPosition(traces);
    const isAsked = this.#readAddress();
    this.#build();
    if (isAsked) this.scrollIntoView({ block: "start" });
  }

  get exhibit(): Exhibit | undefined {
    return this.#exhibit;
  }

  /** Where the slider stands: 0 before the first step. */
  get position(): number {
    return this.#position;
  }

  set position(position: number) {
    this.#position = this.#within(position);
    this.#draw();
    this.dispatchEvent(new CustomEvent("position", { detail: this.#position }));
  }

  /** Where the runs that are shown stand in their sources, and whether one has come to what it violates. */
  get places(): readonly (SourcePlace & { readonly run: number; readonly isViolation: boolean })[] {
    const row = this.#position - 1;
    const isEnd = this.#rows[row]?.isEnd === true;
    return this.#panels.flatMap(({ trace }, run) => {
      if (!this.#isShown(run)) return [];
      const place = this.#lastStep(run, row, ({ source }) => source !== undefined)?.source;
      return place === undefined
        ? []
        : [{ ...place, run, isViolation: isEnd && trace.violation !== undefined }];
    });
  }

  async #load(address: string): Promise<void> {
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      this.exhibit = (await response.json()) as Exhibit;
    } catch (error) {
      const { text } = html`<p role="alert">
          The run could not be loaded (${String(error)}). Reload the page; its text is below.
        </p>
        <slot></slot>`;
      this.#root.innerHTML = text;
    }
  }

  /** Whether a run is shown: alone, or beside the other one. */
  #isShown(run: number): boolean {
    return this.#alone === undefined || this.#alone === run;
  }

  /** The nearest position that there is. */
  #within(position: number): number {
    return Math.max(0, Math.min(this.#rows.length, Math.trunc(position)));
  }

  #traces(): Trace[] {
    return this.#panels.map(({ trace }) => trace);
  }

  #firstPosition(traces: readonly Trace[]): number {
    const asked = this.getAttribute("step");
    if (asked !== null) return this.#within(Number(asked));
    return traces.some(({ violation }) => violation !== undefined) ? this.#rows.length : 1;
  }

  /** Whether the page's address leads to a step of this viewer; then it is taken over. */
  #readAddress(): boolean {
    const address = new URLSearchParams(location.hash.slice(1));
    if (!this.#isAsked(address)) return false;
    const step = Number(address.get("step"));
    if (Number.isInteger(step)) this.#position = this.#within(step);
    const view = Number(address.get("run"));
    if (address.has("run") && this.#panels[view] !== undefined) this.#alone = view;
    return true;
  }

  /** What does not change from step to step. */
  #build(): void {
    const { title, note } = this.#exhibit as Exhibit;
    const many = this.#panels.length > 1;
    const views = this.#panels.map(
      ({ label }, run) => html`<button type="button" data-view="${run}">${label}</button>`,
    );
    this.#root.innerHTML = html`<style>
        ${new Markup(style)}
      </style>
      <div class="viewer">
        <div class="frame${many ? " many" : ""}">
          <header>
            <p class="title">${title}</p>
            ${note !== undefined && html`<p class="note">${note}</p>`}
            ${many && html`<div class="views" role="group" aria-label="Design">${views}<button type="button" data-view="all">Side by side</button></div>`}
          </header>
          <div class="controls" role="group" aria-label="Steps">
            <button type="button" class="play" data-go="play">${this.#playLabel()}</button>
            <button type="button" data-go="first" aria-label="Before the first step">${icon("first")}</button>
            <button type="button" data-go="back" aria-label="Previous step">${icon("back")}</button>
            <button type="button" data-go="forth" aria-label="Next step">${icon("forth")}</button>
            <input type="range" min="0" max="${this.#rows.length}" step="1" aria-label="Step" />
            ${this.#violationRow() !== undefined && html`<button type="button" data-go="violation">Jump to violation</button>`}
            ${many && firstDifference(this.#traces(), this.#rows) !== undefined && html`<button type="button" data-go="difference">First difference</button>`}
          </div>
          <section class="say" tabindex="0" role="group" aria-label="What happens">
            <p class="sentence" aria-live="polite"></p>
          </section>
          <div class="columns${many ? " two" : ""}">
            <div class="sources" role="group" aria-label="Program"></div>
            ${this.#panels.map((_, run) => html`<section class="panel" data-run="${run}"></section>`)}
          </div>
          <div class="time" role="group" aria-label="Schedule">
            <p class="key">
              <b>Schedule</b> ${this.#taskKeys()} <span>${icon("diamond")} injected failure</span>
              <span>${icon("cross")} violated</span>
              <span>${icon("dashes")} context switch</span>
            </p>
            <div class="lanes" tabindex="0" role="group" aria-label="Lanes of the tasks"></div>
          </div>
        </div>
        <div class="more">
          <details class="all">
            <summary>All ${this.#rows.length - 1} steps as a table</summary>
            ${this.#allSteps()}
          </details>
          <details class="help">
            <summary>Legend and keys</summary>
            <ul class="legend">
              ${legend.map(({ state, glyph, text }) => html`<li><i class="cell ${state}" aria-hidden="true">${glyph}</i>${text}</li>`)}
            </ul>
            <p>
              Below a table are its open files: each with its reference count, and an arrow from each slot
              that leads to it.
            </p>
            <p class="keys">${this.#keys()}</p>
          </details>
          <div class="share">
            <button type="button" data-copy="link">Copy link</button>
            <button type="button" data-copy="text">Copy as text</button>
            <span class="copied" role="status"></span>
            <textarea class="fallback" hidden readonly rows="8" aria-label="Text to copy"></textarea>
          </div>
        </div>
      </div>`.text;
    this.#listen();
    this.#draw();
    this.#fit();
  }

  /** Fits what depends on the width: the room for the sentence, the schedule, and what of the program is in sight. */
  #fit(): void {
    if (this.#root.querySelector(".viewer") === null) return;
    this.#fitSentence();
    this.#drawSchedule();
    this.#scrollSources();
  }

  /** Gives the sentence as much room as the longest one needs: none is cut off, and nothing moves from step to step. */
  #fitSentence(): void {
    const say = this.#one(".say");
    const width = say.offsetWidth;
    if (width === 0) return;
    const texts = [-1, ...this.#rows.keys()].map((row) => this.#told(row).text);
    const probe = say.cloneNode() as HTMLElement;
    probe.classList.add("probe");
    probe.style.width = `${width}px`;
    this.#one(".frame").append(probe);
    let height = 0;
    for (const text of texts.toSorted((a, b) => b.length - a.length).slice(0, MEASURED)) {
      probe.innerHTML = `<p class="sentence">${text}</p>`;
      height = Math.max(height, probe.offsetHeight);
    }
    probe.remove();
    this.#one(".frame").style.setProperty("--say", `${height}px`);
  }

  #keys(): Markup[] {
    const given = [
      ...(this.#panels.length > 1 ? ["two"] : []),
      ...(this.#violationRow() === undefined ? [] : ["violated"]),
    ];
    return KEYS.filter((key) => !("only" in key) || given.includes(key.only)).map(
      ({ keys, what }) => html`<span>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}${what}</span>`,
    );
  }

  #taskKeys(): Markup[] {
    const tasks = [...new Set(this.#traces().flatMap(({ tasks: names }) => names))];
    return tasks.map(
      (task, lane) =>
        html`<span
          ><svg class="badge" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            ${taskShape(lane, 9, 9)}</svg
          >${task}</span
        >`,
    );
  }

  #listen(): void {
    const viewer = this.#one(".viewer");
    viewer.addEventListener("keydown", (event) => this.#onKey(event));
    viewer.addEventListener("click", (event) => {
      const target = event.target as Element;
      const button = target.closest<HTMLElement>("button");
      const step = target.closest<HTMLElement>("[data-row]");
      if (button?.dataset["go"] === "play") this.#play();
      else if (button?.dataset["go"] !== undefined) this.#go(button.dataset["go"]);
      else if (button?.dataset["view"] !== undefined) this.#show(button.dataset["view"]);
      else if (button?.dataset["copy"] !== undefined) void this.#copy(button.dataset["copy"]);
      else if (step !== null) this.#moveTo(Number(step.dataset["row"]) + 1);
    });
    const slider = this.#one<HTMLInputElement>("input");
    slider.addEventListener("input", () => {
      this.#moveTo(Number(slider.value));
    });
  }

  /** Goes where a reader wants to be, who then reads at their own pace. */
  #moveTo(position: number): void {
    this.#pause();
    this.position = position;
  }

  /** Plays from here, from the beginning where the run is at its end; or pauses. */
  #play(): void {
    if (this.#playing !== undefined) {
      this.#pause();
      return;
    }
    if (this.#position === this.#rows.length) this.position = 0;
    const next = (): void => {
      this.position = this.#position + 1;
      if (this.#position === this.#rows.length) this.#pause();
    };
    this.#playing = setInterval(next, PACE);
    this.#drawPlay();
    next();
  }

  #pause(): void {
    clearInterval(this.#playing);
    this.#playing = undefined;
    this.#drawPlay();
  }

  #drawPlay(): void {
    const button = this.#root.querySelector(".play");
    if (button !== null) button.innerHTML = this.#playLabel().text;
  }

  #playLabel(): Markup {
    return this.#playing === undefined ? html`${icon("play")} Play` : html`${icon("pause")} Pause`;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).matches("textarea")) return;
    const scrolls = (event.target as Element).matches("pre, .scroll, .lanes, .say");
    if (scrolls && /^(?:Arrow|Home|End)/.test(event.key)) return; // the arrows scroll what has the focus
    const go: Record<string, string> = {
      ArrowLeft: "back",
      ArrowRight: "forth",
      Home: "first",
      End: "last",
      "[": "task-back",
      "]": "task-forth",
      v: "violation",
      f: "difference",
    };
    const where = go[event.key];
    if (where !== undefined) this.#go(where);
    else if (event.key === "p") this.#play();
    else if (event.key === "d" && this.#panels.length > 1) {
      this.#show(this.#alone === undefined ? "0" : this.#alone === 0 ? "1" : "all");
    } else return;
    event.preventDefault();
  }

  #go(where: string): void {
    const at = this.#position;
    switch (where) {
      case "first":
        this.#moveTo(0);
        break;
      case "last":
        this.#moveTo(this.#rows.length);
        break;
      case "back":
        this.#moveTo(at - 1);
        break;
      case "forth":
        this.#moveTo(at + 1);
        break;
      case "violation":
        this.#moveTo((this.#violationRow() ?? at - 1) + 1);
        break;
      case "difference":
        this.#moveTo((firstDifference(this.#traces(), this.#rows) ?? at - 1) + 1);
        break;
      case "task-back":
      case "task-forth": {
        const direction = where === "task-forth" ? 1 : -1;
        const task = this.#taskAt(at - 1);
        for (let row = at - 1 + direction; row >= 0 && row < this.#rows.length; row += direction) {
          if (task !== undefined && this.#taskAt(row) !== task) continue;
          this.#moveTo(row + 1);
          break;
        }
        break;
      }
    }
  }

  #show(view: string): void {
    this.#alone = view === "all" ? undefined : Number(view);
    this.#draw();
  }

  async #copy(what: string): Promise<void> {
    const run = this.#alone === undefined ? "" : `&run=${this.#alone}`;
    const text = what === "link" ? this.linkTo(`step=${this.#position}${run}`) : this.text;
    const status = this.#one(".copied");
    const fallback = this.#one<HTMLTextAreaElement>(".fallback");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = what === "link" ? "Link copied." : "Text copied, at most 72 columns wide.";
      fallback.hidden = true;
    } catch {
      // Not allowed, or no clipboard on a page from a file.
      fallback.hidden = false;
      fallback.value = text;
      fallback.focus();
      fallback.select();
      status.textContent = "Press Ctrl+C to copy.";
    }
  }

  /** The runs as text, at most 72 columns wide. */
  get text(): string {
    const shown = this.#panels.filter((_, run) => this.#isShown(run));
    return shown
      .map(
        ({ label, trace }) =>
          `${trace.scenario}\n${shown.length > 1 ? `${label}\n` : ""}${formatTrace(trace)}\n`,
      )
      .join("\n");
  }

  #taskAt(row: number): string | undefined {
    const { steps } = this.#rows[row] ?? { steps: [] };
    const run = steps.findIndex((step) => step !== undefined);
    return this.#panels[run]?.trace.steps[steps[run] ?? -1]?.task;
  }

  #violationRow(): number | undefined {
    return this.#traces().some(({ violation }) => violation !== undefined)
      ? this.#rows.length - 1
      : undefined;
  }

  /** What changes from step to step. */
  #draw(): void {
    if (this.#root.querySelector(".viewer") === null) return;
    const row = this.#position - 1;
    this.#panels.forEach((panel, run) => {
      const section = this.#one<HTMLElement>(`[data-run="${run}"]`);
      section.hidden = !this.#isShown(run);
      section.innerHTML = this.#panel(panel, run, row).text;
    });
    this.#one(".columns").classList.toggle("two", this.#panels.length > 1 && this.#alone === undefined);
    const slider = this.#one<HTMLInputElement>("input");
    slider.value = String(this.#position);
    slider.setAttribute("aria-valuetext", this.#heading(row));
    this.#one(".sentence").innerHTML = this.#told(row).text;
    this.#drawSchedule();
    // The last: what room the program has depends on all else.
    this.#drawSources(row);
    for (const button of this.#root.querySelectorAll<HTMLElement>("[data-view]")) {
      const pressed = button.dataset["view"] === (this.#alone === undefined ? "all" : String(this.#alone));
      button.setAttribute("aria-pressed", String(pressed));
    }
  }

  #drawSchedule(): void {
    const lanes = this.#root.querySelector<HTMLElement>(".lanes");
    if (lanes === null) return;
    const row = this.#position - 1;
    lanes.innerHTML = renderSchedule(this.#traces(), this.#rows, row, lanes.clientWidth).text;
    const now = lanes.querySelector<SVGGraphicsElement>(".now");
    if (now === null) return void (lanes.scrollLeft = 0);
    const [left, width] = ["data-left", "data-width"].map((name) => Number(now.getAttribute(name)));
    lanes.scrollLeft = columnScroll({
      left: left ?? 0,
      width: width ?? 0,
      row,
      room: lanes.clientWidth,
      scrolled: lanes.scrollLeft,
    });
  }

  #drawSources(row: number): void {
    const { sources } = this.#exhibit as Exhibit;
    const files = new Map<string, { line: number; label: Markup }[]>();
    const firstLines: (number | undefined)[] = [];
    this.#panels.forEach(({ label, trace }, run) => {
      if (!this.#isShown(run)) return;
      const at = this.#lastStep(run, row);
      // Before the first step there is no line, but there is a file.
      const place = (at ?? trace.steps[0])?.source;
      if (place === undefined || sources[place.file] === undefined) return;
      const standings = files.get(place.file) ?? [];
      if (!files.has(place.file)) firstLines.push(at === undefined ? place.line : undefined);
      files.set(place.file, standings);
      if (at === undefined) return;
      // The label up to its colon: beside a line there is little room.
      const design = label.replace(/:.*$/, "");
      const isShared = this.#panels.filter((panel) => standsIn(panel.trace, place.file)).length > 1;
      const who = isShared && this.#alone === undefined ? `${at.task}, ${design}` : at.task;
      if (standings.some(({ line }) => line === place.line)) return;
      standings.push({ line: place.line, label: html`${who} ${icon("back")}` });
    });
    const section = this.#one<HTMLElement>(".sources");
    section.hidden = files.size === 0;
    this.#one(".columns").classList.toggle("bare", files.size === 0);
    section.innerHTML =
      html`${[...files].map(([file, standings]) => renderCode(file, sources[file] ?? "", standings))}`.text;
    // Before the first step nobody stands there: the line of that step is shown, and not marked.
    section.querySelectorAll("pre").forEach((box, index) => {
      box.querySelectorAll(".line")[(firstLines[index] ?? 0) - 1]?.classList.add("first");
    });
    this.#scrollSources();
  }

  /** Brings the lines where the runs stand into sight. */
  #scrollSources(): void {
    for (const line of this.#root.querySelectorAll<HTMLElement>(".sources :is(.current, .first)")) {
      const box = line.closest<HTMLElement>("pre");
      if (box === null) continue;
      const top = line.offsetTop; // in the box, which is positioned
      if (top >= box.scrollTop && top + line.offsetHeight <= box.scrollTop + box.clientHeight) continue;
      // The first line in sight is a whole one.
      const wanted = Math.min(top - box.clientHeight / 2, box.scrollHeight - box.clientHeight);
      const lines = [...box.querySelectorAll<HTMLElement>(".line")];
      box.scrollTop = lines.findLast(({ offsetTop }) => offsetTop <= wanted)?.offsetTop ?? 0;
    }
  }

  /** The last step of a run up to a row, of those that are meant. */
  #lastStep(
    run: number,
    row: number,
    isMeant: (step: TraceStep) => boolean = () => true,
  ): TraceStep | undefined {
    for (let at = Math.min(row, this.#rows.length - 1); at >= 0; at--) {
      const step = this.#panels[run]?.trace.steps[this.#rows[at]?.steps[run] ?? -1];
      if (step !== undefined && isMeant(step)) return step;
    }
    return undefined;
  }

  #panel({ label, trace, names }: Panel, run: number, row: number): Markup {
    const isEnd = this.#rows[row]?.isEnd === true;
    const now = momentAt(trace, this.#rows, row, run);
    const { tables } = now;
    const before = momentAt(trace, this.#rows, row - 1, run);
    const changed = row < 0 ? [] : changes(before.tables, tables);
    const violation = isEnd ? trace.violation : undefined;
    const rendered = tables.map((view, index) =>
      renderTable(view, {
        name: names.get(view.files) ?? "T?",
        columns: this.#columns,
        changed: new Set(changed.filter(({ files }) => files === view.files).map(({ fd }) => fd)),
        violated: (violation?.files ?? view.files) === view.files ? violation?.descriptor : undefined,
        files: this.#files(view, now, before, index === tables.length - 1),
      }),
    );
    // Once every table is gone, its files may live on.
    if (tables.length === 0) rendered.push(this.#files(undefined, now, before, true));
    // It is true at the end; before, it keeps its room.
    const when = isEnd ? "" : " later";
    const verdict =
      trace.violation === undefined
        ? html`<span class="verdict good${when}">${icon("tick")} ${outcome(trace)}</span>`
        : html`<span class="verdict bad${when}">${icon("cross")} ${outcome(trace)}</span>`;
    return html`<div class="panelhead"><b>${label}</b>${verdict}</div>
      ${tables.length === 0 && html`<p>No descriptor table is left.</p>`}${rendered}
      <dl class="tasks">
        ${trace.tasks.map((task, lane) => this.#taskLine(trace, task, lane, tables, names))}
      </dl>`;
  }

  /** The files that a table leads to; below the last one also those that no table leads to. */
  #files(table: TraceTable | undefined, now: Moment, before: Moment, isLast: boolean): Markup {
    const files = now.openFiles.filter(({ address }) => {
      const isLedTo = (tables: readonly TraceTable[]): boolean => slotsTo(tables, address).length > 0;
      return (table !== undefined && isLedTo([table])) || (isLast && !isLedTo(now.tables));
    });
    const changed = files.filter(({ address, count }) => {
      const old = before.openFiles.find((file) => file.address === address);
      return old?.count !== count;
    });
    return renderFiles(table, {
      columns: this.#columns,
      files,
      changed: new Set(changed.map(({ address }) => address)),
    });
  }

  #taskLine(
    trace: Trace,
    task: string,
    lane: number,
    tables: Trace["before"],
    names: ReadonlyMap<number, string>,
  ): Markup {
    const own = tables.flatMap(({ files, slots }) =>
      slots.filter(({ holder }) => holder === task).map(({ fd }) => ({ files, fd })),
    );
    const set = own.map(({ files, fd }) =>
      names.size > 1 ? `${fd} in ${names.get(files) ?? "T?"}` : String(fd),
    );
    const text =
      trace.design === "tagged"
        ? html`<code
              >count ${own.length}, set [${set.slice(0, 2).concat("–", "–").slice(0, 2).join(", ")}]</code
            >${set.length > 2 && html` and in its page <code>[${set.slice(2).join(", ")}]</code>`}`
        : set.length === 0
          ? html`holds no reservation`
          : html`holds <code>${set.join(", ")}</code>, which only its code knows`;
    return html`<div>
      <dt>
        <svg class="badge" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          ${taskShape(lane, 9, 9)}
        </svg>
        ${task}
      </dt>
      <dd>${text}</dd>
    </div>`;
  }

  #heading(row: number): string {
    if (row < 0) return "Before the first step";
    if (this.#rows[row]?.isEnd === true) return "At the end";
    return `Step ${row + 1} of ${this.#rows.length - 1}`;
  }

  /** What happens at a row, with its heading. */
  #told(row: number): Markup {
    return html`<b>${this.#heading(row)}.</b> ${this.#sentence(row)}`;
  }

  #sentence(row: number): Markup {
    const said = this.#panels.map((panel, run) => this.#says(panel, run, row));
    const [first] = said;
    if (this.#alone !== undefined) return html`${said[this.#alone]}`;
    if (said.every((text) => text === first)) return html`${first}`;
    return html`${said.map((text, run) => html`<span class="design"><b>${this.#panels[run]?.label}:</b> ${text}</span> `)}`;
  }

  #says({ trace, names }: Panel, run: number, row: number): string {
    if (row < 0) return "Nothing has run yet.";
    const entry = this.#rows[row];
    if (entry === undefined) return "";
    if (entry.isEnd) {
      const { why } = trace;
      return trace.violation === undefined
        ? "Every task has returned, and everything holds."
        : `Violated: ${asSentence(trace.violation.message)}${why === undefined ? "" : ` Why: ${why}`}`;
    }
    const step = trace.steps[entry.steps[run] ?? -1];
    if (step === undefined) return "has no such step; it waits.";
    const place = step.source === undefined ? "" : ` at ${placeText(step.source)}`;
    const failure =
      step.failure === undefined ? "" : ` Injected failure: ${step.failure.code} in ${step.failure.where}.`;
    const before = momentAt(trace, this.#rows, row - 1, run);
    const list = changes(before.tables, step.tables);
    const files = fileChangesText(before, step);
    const told = [...(list.length === 0 && files.length > 0 ? [] : [changesText(list, names)]), ...files];
    const sentences = told.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
    return `${step.task} calls ${callText(step)}${place}.${failure} ${sentences.join(" ")}`;
  }

  #allSteps(): Markup {
    const many = this.#panels.length > 1;
    const rows = this.#rows.map((row, index) => {
      const cells = this.#panels.map((panel, run) => {
        const { tables } = momentAt(panel.trace, this.#rows, index, run);
        const states = tables.map(({ files, slots }) => {
          const list = slots.map(({ fd, state }) => `${fd} ${state}`).join(", ");
          return `${panel.names.get(files) ?? "T?"}: ${list === "" ? "empty" : list}`;
        });
        return html`<td>${this.#says(panel, run, index)}</td>
          <td>${states.join("; ")}</td>`;
      });
      return html`<tr>
        <th scope="row">${row.isEnd ? "end" : index + 1}</th>
        ${cells}
      </tr>`;
    });
    const heads = this.#panels.map(
      ({ label }) =>
        html`<th scope="col">${many ? label : "What happens"}</th>
          <th scope="col">Tables after it</th>`,
    );
    return html`<div class="scroll" role="group" tabindex="0" aria-label="All steps">
      <table class="steps">
        <thead>
          <tr>
            <th scope="col">Step</th>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
  }

  #one<E extends Element = HTMLElement>(selector: string): E {
    return this.#root.querySelector(selector) as E;
  }
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Whether a step of the run stands in a file. */
function standsIn({ steps }: Trace, file: string): boolean {
  return steps.some(({ source }) => source?.file === file);
}
