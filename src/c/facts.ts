/**
 * What is known of the kernel's API: which calls make, give away and end descriptors, files and memory, in our words.
 * Whatever else is called is read in its own C where that is at hand, and may otherwise do anything but touch descriptors.
 */

/**
 * What a call does; numbers say to which argument, from 0.
 *
 * @beta
 */
export type Effect =
  /** Reserves a descriptor, or returns an error. */
  | { readonly act: "reserve" }
  | { readonly act: "unreserve"; readonly fd: number }
  /** Publishes a file, and takes over the caller's reference. */
  | { readonly act: "install"; readonly fd: number; readonly file: number }
  | { readonly act: "close"; readonly fd: number }
  /** Returns a new file, or an error pointer. */
  | { readonly act: "make"; readonly operations?: number; readonly data?: number }
  /** Makes a file and installs it: returns the descriptor, or an error and nothing is done. */
  | { readonly act: "open"; readonly operations?: number; readonly data?: number }
  /** Installs a file with another reference: returns the descriptor, or an error. */
  | { readonly act: "receive"; readonly file: number }
  /** Looks a descriptor up and takes a reference; NULL, or for a buffer an error pointer, where it is not open. */
  | { readonly act: "look up"; readonly fd: number; readonly as: "file" | "struct fd" | "buffer" }
  | { readonly act: "put struct"; readonly struct: number }
  | { readonly act: "file of struct"; readonly struct: number }
  | { readonly act: "is struct empty"; readonly struct: number }
  /** Takes one more reference; returns its argument. */
  | { readonly act: "take"; readonly file: number; readonly isBuffer?: true }
  | { readonly act: "put"; readonly file: number; readonly isBuffer?: true }
  /** Makes a buffer with its file from a description: a pointer to `struct dma_buf_export_info`. */
  | { readonly act: "export buffer"; readonly info: number }
  /** Installs the file of a buffer: returns the descriptor, or an error and the reference stays the caller's. */
  | { readonly act: "install buffer"; readonly buffer: number }
  | { readonly act: "allocate"; readonly fails: "NULL" | "error pointer"; readonly isZeroed?: true }
  | { readonly act: "reallocate"; readonly object: number }
  | { readonly act: "free"; readonly object: number }
  /** Copies to user space; fails with how much is left, or with an error. */
  | { readonly act: "copy to user"; readonly fails: "rest" | "error"; readonly from: readonly number[] }
  | { readonly act: "copy from user"; readonly fails: "rest" | "error"; readonly into: number }
  /** `put_user(value, address)` and `get_user(variable, address)`: the variable is named, not its address. */
  | { readonly act: "put user"; readonly value: number }
  | { readonly act: "get user"; readonly variable: number }
  | { readonly act: "is error"; readonly orNull?: true }
  | { readonly act: "error or zero" }
  /** Returns an argument. */
  | { readonly act: "same"; readonly argument: number }
  | { readonly act: "return"; readonly value: number }
  /** Stops the kernel: when an argument is true, or always. */
  | { readonly act: "stop"; readonly when?: number }
  | { readonly act: "set count"; readonly to?: number }
  | { readonly act: "add count" }
  /** Drops a count; calls an argument with the counter, or returns true, when it is the last. */
  | { readonly act: "drop count"; readonly release?: number }
  /** Gives the value of a variable away, and leaves NULL there, or -EBADF for a descriptor. */
  | { readonly act: "take variable"; readonly leaves: "NULL" | "EBADF" }
  /** Stores in a variable that is named. */
  | { readonly act: "store"; readonly throughPointer?: true }
  | { readonly act: "swap" }
  | { readonly act: "container" }
  | { readonly act: "lock" }
  | { readonly act: "unlock" }
  /** `FD_ADD(flags, file)`: reserves, makes and installs. */
  | { readonly act: "add" }
  /** What FD_PREPARE has declared: its descriptor or file; or installs it and returns the descriptor. */
  | { readonly act: "prepared"; readonly part: "fd" | "file" }
  | { readonly act: "publish" };

/**
 * One function or macro of the kernel.
 *
 * @beta
 */
export interface Fact {
  /** Its names: all of them do the same. */
  readonly names: readonly string[];
  /** What a call of them does. */
  readonly effect: Effect;
  /** The file that defines it, and the release in which that was read. */
  readonly source: string;
  /** The first release that has it, where that is later than 5.10. */
  readonly since?: string;
  /** The last release that has it. */
  readonly until?: string;
}

const fact = (
  names: string,
  source: string,
  effect: Effect,
  releases: Pick<Fact, "since" | "until"> = {},
): Fact => ({ names: names.split(" "), effect, source: `${source}, Linux 6.12`, ...releases });

/** Facts about descriptors and files: a function that calls one of these has to do with them. */
export const DESCRIPTOR_FACTS: readonly Fact[] = [
  fact("get_unused_fd_flags __get_unused_fd_flags", "fs/file.c", { act: "reserve" }),
  fact("put_unused_fd", "fs/file.c", { act: "unreserve", fd: 0 }),
  fact("fd_install", "fs/file.c", { act: "install", fd: 0, file: 1 }),
  fact("close_fd", "fs/file.c", { act: "close", fd: 0 }, { since: "5.11" }),
  fact("ksys_close", "include/linux/syscalls.h", { act: "close", fd: 0 }, { until: "5.10" }),
  fact("__close_fd", "fs/file.c", { act: "close", fd: 1 }, { until: "5.10" }),
  fact("anon_inode_getfile anon_inode_getfile_fmode", "fs/anon_inodes.c", {
    act: "make",
    operations: 1,
    data: 2,
  }),
  fact("anon_inode_create_getfile anon_inode_getfile_secure", "fs/anon_inodes.c", {
    act: "make",
    operations: 1,
    data: 2,
  }),
  fact("anon_inode_getfd anon_inode_create_getfd anon_inode_getfd_secure", "fs/anon_inodes.c", {
    act: "open",
    operations: 1,
    data: 2,
  }),
  fact("alloc_file_pseudo alloc_file_pseudo_noaccount", "fs/file_table.c", { act: "make", operations: 4 }),
  fact("alloc_file_clone alloc_file", "fs/file_table.c", { act: "make", operations: 2 }),
  fact("alloc_empty_file alloc_empty_file_noaccount", "fs/file_table.c", { act: "make" }),
  fact(
    "dentry_open dentry_open_nonotify dentry_create kernel_file_open filp_open file_open_root",
    "fs/open.c",
    {
      act: "make",
    },
  ),
  fact("file_open_root_mnt file_open_name", "fs/open.c", { act: "make" }),
  fact("do_filp_open do_file_open_root", "fs/namei.c", { act: "make" }),
  fact("open_exec", "fs/exec.c", { act: "make" }),
  fact("shmem_file_setup shmem_kernel_file_setup shmem_file_setup_with_mnt", "mm/shmem.c", { act: "make" }),
  fact("hugetlb_file_setup", "fs/hugetlbfs/inode.c", { act: "make" }),
  fact("sock_alloc_file", "net/socket.c", { act: "make" }),
  fact("backing_file_open", "fs/backing-file.c", { act: "make" }),
  fact("receive_fd", "fs/file.c", { act: "receive", file: 0 }, { since: "5.11" }),
  fact("fget fget_raw", "fs/file.c", { act: "look up", fd: 0, as: "file" }),
  fact("fget_task", "fs/file.c", { act: "look up", fd: 1, as: "file" }),
  fact("fdget fdget_raw fdget_pos", "include/linux/file.h", { act: "look up", fd: 0, as: "struct fd" }),
  fact("fdput fdput_pos", "include/linux/file.h", { act: "put struct", struct: 0 }),
  fact("fd_file", "include/linux/file.h", { act: "file of struct", struct: 0 }, { since: "6.12" }),
  fact("fd_empty", "include/linux/file.h", { act: "is struct empty", struct: 0 }, { since: "6.12" }),
  fact("get_file", "include/linux/fs.h", { act: "take", file: 0 }),
  fact("fput __fput_sync fput_many", "fs/file_table.c", { act: "put", file: 0 }),
  fact("filp_close", "fs/open.c", { act: "put", file: 0 }),
  fact("dma_buf_export", "drivers/dma-buf/dma-buf.c", { act: "export buffer", info: 0 }),
  fact("dma_buf_fd", "drivers/dma-buf/dma-buf.c", { act: "install buffer", buffer: 0 }),
  fact("dma_buf_get", "drivers/dma-buf/dma-buf.c", { act: "look up", fd: 0, as: "buffer" }),
  fact("dma_buf_put", "drivers/dma-buf/dma-buf.c", { act: "put", file: 0, isBuffer: true }),
  fact("get_dma_buf", "include/linux/dma-buf.h", { act: "take", file: 0, isBuffer: true }),
  fact("take_fd", "include/linux/file.h", { act: "take variable", leaves: "EBADF" }, { since: "6.11" }),
  fact("FD_ADD", "include/linux/file.h", { act: "add" }, { since: "6.19" }),
  fact("fd_prepare_fd", "include/linux/file.h", { act: "prepared", part: "fd" }, { since: "6.19" }),
  fact("fd_prepare_file", "include/linux/file.h", { act: "prepared", part: "file" }, { since: "6.19" }),
  fact("fd_publish", "include/linux/file.h", { act: "publish" }, { since: "6.19" }),
];

/** Facts about memory, user memory, error numbers and counts. */
export const OTHER_FACTS: readonly Fact[] = [
  fact(
    "kmalloc kmalloc_array kmalloc_node kvmalloc kvmalloc_array kmemdup kvmemdup kstrdup kstrdup_const kstrndup " +
      "kasprintf vmalloc kmem_cache_alloc kmalloc_obj kmalloc_objs kmalloc_flex kvmalloc_obj kvmalloc_objs",
    "include/linux/slab.h",
    { act: "allocate", fails: "NULL" },
  ),
  fact(
    "kzalloc kcalloc kzalloc_node kcalloc_node kvzalloc kvcalloc vzalloc kmem_cache_zalloc kzalloc_obj kzalloc_objs " +
      "kzalloc_flex kvzalloc_obj kvzalloc_objs",
    "include/linux/slab.h",
    { act: "allocate", fails: "NULL", isZeroed: true },
  ),
  fact("memdup_user vmemdup_user memdup_array_user memdup_user_nul strndup_user", "mm/util.c", {
    act: "allocate",
    fails: "error pointer",
  }),
  fact("krealloc kvrealloc krealloc_array", "mm/slab_common.c", { act: "reallocate", object: 0 }),
  fact("kfree kvfree kfree_sensitive kfree_rcu kfree_const vfree kvfree_sensitive", "mm/slub.c", {
    act: "free",
    object: 0,
  }),
  fact("kmem_cache_free", "mm/slub.c", { act: "free", object: 1 }),
  fact("copy_to_user __copy_to_user", "include/linux/uaccess.h", {
    act: "copy to user",
    fails: "rest",
    from: [0, 1],
  }),
  fact("copy_to_sockptr copy_to_sockptr_offset copy_struct_to_user", "include/linux/sockptr.h", {
    act: "copy to user",
    fails: "error",
    from: [0, 1, 2],
  }),
  fact("put_cmsg", "net/core/scm.c", { act: "copy to user", fails: "error", from: [1, 2, 3, 4] }),
  fact("copy_from_user __copy_from_user", "include/linux/uaccess.h", {
    act: "copy from user",
    fails: "rest",
    into: 0,
  }),
  fact("copy_from_sockptr copy_struct_from_user copy_safe_from_sockptr", "include/linux/sockptr.h", {
    act: "copy from user",
    fails: "error",
    into: 0,
  }),
  fact("put_user __put_user", "include/linux/uaccess.h", { act: "put user", value: 0 }),
  fact("get_user __get_user", "include/linux/uaccess.h", { act: "get user", variable: 0 }),
  fact("unsafe_put_user", "include/linux/uaccess.h", { act: "put user", value: 0 }),
  fact("unsafe_get_user", "include/linux/uaccess.h", { act: "get user", variable: 0 }),
  fact("unsafe_copy_to_user", "include/linux/uaccess.h", {
    act: "copy to user",
    fails: "error",
    from: [0, 1],
  }),
  fact("unsafe_copy_from_user", "include/linux/uaccess.h", {
    act: "copy from user",
    fails: "error",
    into: 0,
  }),
  fact("IS_ERR IS_ERR_VALUE IS_ERR_PCPU", "include/linux/err.h", { act: "is error" }),
  fact("IS_ERR_OR_NULL", "include/linux/err.h", { act: "is error", orNull: true }),
  fact("PTR_ERR_OR_ZERO", "include/linux/err.h", { act: "error or zero" }),
  fact("PTR_ERR ERR_PTR ERR_CAST", "include/linux/err.h", { act: "same", argument: 0 }),
  fact("likely unlikely __builtin_expect READ_ONCE ACCESS_ONCE", "include/linux/compiler.h", {
    act: "same",
    argument: 0,
  }),
  fact(
    "smp_load_acquire rcu_dereference rcu_dereference_protected rcu_dereference_raw",
    "include/linux/rcupdate.h",
    {
      act: "same",
      argument: 0,
    },
  ),
  fact("rcu_access_pointer rcu_dereference_check srcu_dereference", "include/linux/rcupdate.h", {
    act: "same",
    argument: 0,
  }),
  fact("u64_to_user_ptr compat_ptr array_index_nospec max", "include/linux/compat.h", {
    act: "same",
    argument: 0,
  }),
  fact("WARN WARN_ON WARN_ON_ONCE WARN_ONCE", "include/asm-generic/bug.h", { act: "same", argument: 0 }),
  fact("BUG_ON", "include/asm-generic/bug.h", { act: "stop", when: 0 }),
  fact("BUG panic do_exit make_task_dead", "include/asm-generic/bug.h", { act: "stop" }),
  fact("BUILD_BUG_ON lockdep_assert_held might_sleep might_fault cond_resched", "include/linux/build_bug.h", {
    act: "return",
    value: 0,
  }),
  fact("kref_init", "include/linux/kref.h", { act: "set count" }),
  fact("refcount_set atomic_set", "include/linux/refcount.h", { act: "set count", to: 1 }),
  fact("kref_get", "include/linux/kref.h", { act: "add count" }),
  fact("refcount_inc atomic_inc", "include/linux/refcount.h", { act: "add count" }),
  fact("refcount_dec_and_test atomic_dec_and_test", "include/linux/refcount.h", { act: "drop count" }),
  fact("kref_put", "include/linux/kref.h", { act: "drop count", release: 1 }),
  fact("no_free_ptr retain_and_null_ptr", "include/linux/cleanup.h", {
    act: "take variable",
    leaves: "NULL",
  }),
  fact("WRITE_ONCE rcu_assign_pointer", "include/linux/rcupdate.h", { act: "store" }),
  fact("smp_store_release", "include/asm-generic/barrier.h", { act: "store", throughPointer: true }),
  fact("swap", "include/linux/minmax.h", { act: "swap" }),
  fact("container_of list_entry rb_entry", "include/linux/container_of.h", { act: "container" }),
  fact(
    "mutex_lock mutex_lock_nested rt_mutex_lock spin_lock spin_lock_irq spin_lock_irqsave spin_lock_bh down_read " +
      "down_write inode_lock",
    "include/linux/mutex.h",
    { act: "lock" },
  ),
  fact(
    "mutex_unlock rt_mutex_unlock spin_unlock spin_unlock_irq spin_unlock_irqrestore spin_unlock_bh up_read up_write " +
      "inode_unlock",
    "include/linux/mutex.h",
    { act: "unlock" },
  ),
];

/** What a search knows of functions by their names. */
export class Facts {
  readonly #effects = new Map<string, Effect>();
  readonly #descriptors = new Set<string>();

  /**
   * @param more - Facts of the user, about descriptors; they go before the package's.
   */
  constructor(more: readonly Fact[] = []) {
    for (const { names, effect } of [...OTHER_FACTS, ...DESCRIPTOR_FACTS, ...more])
      for (const name of names) this.#effects.set(name, effect);
    for (const { names } of [...DESCRIPTOR_FACTS, ...more])
      for (const name of names) this.#descriptors.add(name);
  }

  effectOf(name: string): Effect | undefined {
    return this.#effects.get(name);
  }

  /** Whether a call has to do with descriptors or files. */
  isAboutDescriptors(name: string): boolean {
    return this.#descriptors.has(name);
  }
}

/** Classes of `CLASS(...)` that have to do with descriptors. */
export const DESCRIPTOR_CLASSES = new Set(["fd", "fd_raw", "fd_pos", "get_unused_fd", "fd_prepare"]);

/** Functions that look at what they are given, or print it, and keep nothing. */
export const BORROWS =
  /^(?:pr_|dev_|drm_dbg|drm_err|DRM_|trace_|print|snprintf|sprintf|scnprintf|seq_|file_inode|file_dentry|file_user_path|file_path|d_path|fsnotify|security_|nonseekable_open|stream_open|generic_file|vfs_|kernel_read|kernel_write|is_|IS_|may_|has_|audit_|sock_from_file|fops_get|lockdep|file_count|file_ns_capable|file_needs|io_file_|set_close_on_exec|mutex_|spin_|ima_|path_|dget|igrab|mntget|i_size|inode_|cdev|lease|locks_|fcntl_|f_setown|__f_setown|f_modown|dma_buf_|get_|want_|netdev_|WARN|memset|memcpy|memcmp|strlen|strncpy|strscpy|nla_put|list_|hlist_|rb_|INIT_|init_|_copy_|add_wait|wake_up)/;

/** Functions that answer the same when they are asked the same. */
export const STEADY =
  /^(?:is_|has_|test_bit|IS_ENABLED|capable|ns_capable|.*_is_|.*_has_|.*_enabled|drm_core_check|in_compat|lower_32|upper_32|sizeof|ARRAY_SIZE|min|max|S_IS|size_add|struct_size|array_size|BIT|test_)/;

/** Functions that put an object into a list, a tree or a table of somebody else. */
export const LINKS =
  /^(?:list_add|list_move|list_splice|hlist_add|rb_|rbtree|xa_|idr_|ida_|radix_|hash_add|rhashtable_insert|llist_add|plist_add|interval_tree)/;

/** Functions that take a reference to what they are given. */
export const GETS = /_get\b|_get_|^get_|_grab|_ref\b|_hold\b/;

/** Functions that print, or only ask about the pointer itself. */
export const PRINTS = /^(?:pr_|dev_|printk|IS_|drm_dbg|drm_err|DRM_)/;

/** Functions that leave what an address stands for as it is. */
export const LEAVES = /^(?:mutex_|spin_|list_|INIT_|init_|down_|up_|rcu_|wake_up|memset|memcpy)/;

/** Functions that work on whole tables, which the model does in its own way. */
export const TABLE_WORK = new Set(
  (
    "dup_fd unshare_fd unshare_files do_close_on_exec put_files_struct close_files iterate_fd expand_files " +
    "expand_fdtable exit_files copy_files alloc_fdtable copy_fdtable __range_close close_range do_dup2 ksys_unshare " +
    "task_work_run exec_mmap set_mm_exe_file replace_mm_exe_file dup_mm copy_mm mmput exit_mm do_exit " +
    "begin_new_exec bprm_execve"
  ).split(" "),
);

/** Structs that live as long as their file. */
export const LIVES_WITH_FILE = new Set(["dma_buf", "sync_file", "socket"]);

/** Calls that reserve or install descriptors: functions that make one are those that a tree is searched for. */
export const PRIMITIVES: readonly string[] = [
  ...["get_unused_fd_flags", "put_unused_fd", "fd_install", "anon_inode_getfd", "anon_inode_getfd_secure"],
  ...["anon_inode_create_getfd", "dma_buf_fd", "take_fd", "receive_fd", "FD_PREPARE", "FD_ADD"],
];
