/** A table as plain data. */

/**
 * A table at one moment, as data: what `JSON.stringify` and `structuredClone` take, when the objects are such data.
 * Reserved numbers are not in it, as they are not in a copy of the table.
 *
 * @beta
 */
export interface FdTableSnapshot<D> {
  /** The version of this format. */
  readonly version: 1;
  /** The table's limit. */
  readonly limit: number;
  /** Each open file description once. */
  readonly files: readonly {
    /** What was made of the runtime's object. */
    readonly object: D;
    /** Its status flags. */
    readonly flags: number;
    /** Its offset. */
    readonly position: number;
  }[];
  /** Each open number, lowest first. */
  readonly descriptors: readonly {
    /** The number. */
    readonly fd: number;
    /** Which of {@link FdTableSnapshot.files} it names. */
    readonly file: number;
    /** Its close-on-exec flag. */
    readonly cloexec: boolean;
  }[];
}

/**
 * Requires that data is a snapshot that a table of `maximum` numbers can have been.
 *
 * @throws RangeError that names the first thing that is not so.
 */
export function checkSnapshot(
  { version, files, descriptors }: FdTableSnapshot<unknown>,
  maximum: number,
): void {
  const check = (holds: boolean, what: string): void => {
    if (!holds) throw new RangeError(`the snapshot is no table: ${what}`);
  };
  check((version as number) === 1, `version is ${version}; it must be 1`);
  files.forEach(({ flags, position }, file) => {
    check(Number.isInteger(flags), `files[${file}].flags is ${flags}; it must be an integer`);
    check(typeof position === "number", `files[${file}].position is ${position}; it must be a number`);
  });
  const named = new Set<number>();
  let last = -1;
  for (const { fd, file } of descriptors) {
    check(
      Number.isInteger(fd) && fd > last && fd < maximum,
      `${fd} follows ${last}; numbers ascend to below ${maximum}`,
    );
    check(file in files, `${fd} names file ${file} of ${files.length}`);
    named.add(file);
    last = fd;
  }
  check(named.size === files.length, `${files.length - named.size} files have no number`);
}
