/** Who owns what in the table for runtimes. A trailing `TSnnnn` is the error that both compilers must give on that line. */
import { expectAssignable, expectError, expectType } from "tsd";
import { FdTable, type FdReservation, type FdTableSnapshot, type OpenFile } from "fd-reservation/table";

interface Handle {
  readonly path: string;
}
declare const handle: Handle;

export function afterCommit(table: FdTable<Handle>): void {
  using fd: FdReservation<Handle> = table.reserve();
  expectType<number>(fd.number);
  fd.commit(handle);
  expectType<never>(fd);
  expectError(fd.commit(handle)); // TS2339
  expectError(fd.number); // TS2339
}

export function afterExit(): void {
  const table: FdTable<Handle> = new FdTable<Handle>();
  expectType<number>(table.open(handle));
  table.exit();
  expectType<never>(table);
  expectError(table.open(handle)); // TS2339
  expectError(table.fork()); // TS2339
}

export function objects(table: FdTable<Handle>): void {
  expectType<Handle | undefined>(table.get(0));
  expectType<OpenFile<Handle> | undefined>(table.file(0));
  expectType<FdTable<Handle>>(table.fork());
  expectType<readonly [number, number] | number>(table.openPair(handle, handle));
  expectType<FdTableSnapshot<Handle>>(table.snapshot());
  expectType<FdTableSnapshot<string>>(table.snapshot(({ path }) => path));
  expectAssignable<FdTable<Handle>>(
    FdTable.restore(
      table.snapshot(({ path }) => path),
      (path) => ({ path }),
    ),
  );
  expectAssignable<Disposable>(table);
  for (const [fd, object] of table) {
    expectType<number>(fd);
    expectType<Handle>(object);
  }
  expectError(table.open("no handle")); // TS2345
  expectError(table.file(0)!.object === undefined || (table.file(0)!.object = handle)); // TS2540
}
