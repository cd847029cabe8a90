/** Finds the browser that the tests of the site drive: CHROMIUM's, an installed one, or the one that npm brings. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Launcher } from "chrome-launcher";

/** A browser that starts on this machine. */
export interface FoundBrowser {
  /** Its program. */
  readonly executable: string;
  /** What its environment must have besides this process's. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where the browser from npm is unpacked; `npm ci` empties it. */
const cache = fileURLToPath(new URL("../../node_modules/.cache/browser", import.meta.url));

/**
 * Finds one, in this order: CHROMIUM, an installed Chrome, Chromium or Edge, the package `@sparticuz/chromium`.
 *
 * @returns It; undefined where there is none, and with NO_BROWSER=1.
 * @throws Error when CHROMIUM names a file that does not exist.
 */
export function findBrowser(): FoundBrowser | undefined {
  if (process.env["NO_BROWSER"] === "1") return undefined;
  const named = process.env["CHROMIUM"] ?? "";
  if (named !== "") {
    if (!existsSync(named)) {
      throw new Error(
        `CHROMIUM=${named} does not exist. Name a browser's program, or unset CHROMIUM: then an installed browser is ` +
          "taken, or the one that npm brings. NO_BROWSER=1 skips the tests in a browser.",
      );
    }
    return { executable: named, environment: {} };
  }
  const installed = installedBrowsers().map((executable) => ({ executable, environment: {} }));
  return installed.find(startsHere) ?? browserFromNpm();
}

function installedBrowsers(): string[] {
  let found: string[] = [];
  try {
    found = Launcher.getInstallations();
  } catch {
    // None of them, or a system without the programs that look for them.
  }
  const edge = [
    "/usr/bin/microsoft-edge",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    `${process.env["ProgramFiles(x86)"]}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ];
  return [...found, ...edge.filter((file) => existsSync(file))];
}

/** A name may be a mere pointer to a package that is not installed, as Ubuntu's chromium-browser is. */
function startsHere({ executable, environment }: FoundBrowser): boolean {
  // Elsewhere --version opens a window.
  if (process.platform !== "linux") return true;
  return spawnSync(executable, ["--version"], { env: { ...process.env, ...environment } }).status === 0;
}

/** The package has a browser for Linux on x64, with the libraries that a bare system lacks, and a font. */
function browserFromNpm(): FoundBrowser | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { devDependencies } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { devDependencies: Record<string, string> };
  const folder = path.join(cache, `chromium-${devDependencies["@sparticuz/chromium"]}`);
  if (!existsSync(folder)) unpack(folder);
  const browser: FoundBrowser = {
    executable: path.join(folder, "chromium"),
    environment: {
      LD_LIBRARY_PATH: path.join(folder, "al2023/lib"),
      FONTCONFIG_FILE: path.join(folder, "fonts.conf"),
    },
  };
  return startsHere(browser) ? browser : undefined;
}

/** Unpacks it: whole or not at all, for several runs may come at once. */
function unpack(folder: string): void {
  mkdirSync(cache, { recursive: true });
  const part = mkdtempSync(path.join(cache, "part-"));
  try {
    // The package unpacks into the folder for temporary files, and its libraries on Amazon's Linux only: both are
    // variables, which this process keeps as they are.
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        'import chromium from "@sparticuz/chromium"; await chromium.executablePath();',
      ],
      {
        cwd: path.dirname(fileURLToPath(import.meta.url)),
        env: { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
      },
    );
    // The package's own names folders of Amazon's.
    writeFileSync(
      path.join(part, "fonts.conf"),
      `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`,
    );
    renameSync(part, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
