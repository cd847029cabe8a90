/** The result types of the public functions. */
import { expectType } from "tsd";
import {
  allocUser,
  Errno,
  errnoCode,
  FileRef,
  formatResult,
  Kernel,
  syscall,
  Task,
  type ErrnoCode,
  type ScmRights,
  type TableView,
} from "fd-reservation";
import { explore, isScenario, scenario, type Exploration, type Scenario } from "fd-reservation/explore";

declare const kernel: Kernel;
declare const current: Task;

expectType<Task>(Task.init(kernel));
expectType<Task>(Task.kthread(kernel, { files: true }));
expectType<Task>(current.clone());
expectType<number>(current.dup(0));
expectType<number>(current.dup2(0, 1));
expectType<number>(current.dup3(0, 1, 0));
expectType<number>(current.fDupfd(0, 1, 0));
expectType<number>(current.fGetfd(0));
expectType<number>(current.fSetfd(0, 1));
expectType<FileRef>(current.fget(0));
expectType<void>(current.putUser(8, 1));
expectType<ScmRights>(current.scmDetachFds([], 8, 0, 0));
expectType<number[]>(current.openDescriptors());
expectType<number>(current.setRlimitNofile(3));
expectType<TableView | undefined>(current.table);
expectType<number>(syscall(current, () => 3));
expectType<number>(syscall(current, () => {}));
expectType<number>(allocUser(kernel, 1));
expectType<number>(Errno.check(3, "open"));
expectType<ErrnoCode | undefined>(errnoCode(-24));
expectType<string>(formatResult(-24));
expectType<ErrnoCode>(new Errno(-24, "open").code);
const one: Scenario = scenario({ name: "one", setup: () => 3, tasks: { a: (_current, three) => three } });
expectType<Exploration>(explore(one));
expectType<boolean>(isScenario(one));
