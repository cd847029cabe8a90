/** What the command line takes from other packages; the build bundles them into this file. */
export { Command, CommanderError, InvalidArgumentError, Option } from "commander";
export { default as colours } from "picocolors";
export { escapePath, globSync, isDynamicPattern } from "tinyglobby";
