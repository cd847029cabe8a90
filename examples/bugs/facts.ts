/** What the public record says of each bug: where it was, what brought it, what fixed it, and where that was read. */

/** A commit of Linux. */
export interface Commit {
  /** The first twelve digits of its id. */
  readonly id: string;
  readonly kind: "change" | "conversion" | "fix" | "revert";
  /** Its subject, where it was read. */
  readonly subject?: string;
  /** Whether only linux-next has it: mainline has none with this id, or did not have it when it was read. */
  readonly isInNext?: true;
}

/** There is none, and why. */
export interface None {
  readonly none: string;
}

/** There may be one; what was searched without success. */
export interface NotVerified {
  readonly notVerified: string;
}

/** How far a bug came. */
export type Reach = "a release" | "a development tree" | "a patch under review";

/** Where a fact was read. */
export interface Source {
  readonly what: string;
  readonly url: string;
}

/** The record of one bug. */
export interface Facts {
  /** What happens, in a few words for lists: the rest of a sentence that begins with the bug's number or release. */
  readonly title: string;
  /** The function, and the file or folder that it is in. */
  readonly where: string;
  /** The kind of mistake. */
  readonly family: string;
  readonly reached: Reach;
  readonly brought: Commit | None | NotVerified;
  readonly fixed: Commit | None | NotVerified;
  /** The first release of Linux with the fix. */
  readonly release: string | None | NotVerified;
  readonly cve: readonly string[] | None | NotVerified;
  readonly read: readonly Source[];
  /** What a reader of the record would trip over. */
  readonly note?: string;
}

function mail(id: string, what: string): Source {
  return { what, url: `https://lore.kernel.org/r/${id}` };
}

function cveRecord(id: string): Source {
  return { what: `the record of ${id}`, url: `https://www.cve.org/CVERecord?id=${id}` };
}

const NO_RELEASE: None = { none: "no release had the bug" };
const NEVER_MERGED: None = { none: "the patch was never merged in this form" };
const NO_CVE_FOUND: NotVerified = {
  notVerified: "stored CVE records were searched for the fix's id and subject; none was found",
};
const MERGE_OF_FD_PREPARE = mail(
  "20251128-vfs-fd-prepare-minimal-v619-41df48e056e7@brauner",
  "Christian Brauner's pull request of the FD_PREPARE series for 6.19",
);

/** A regression of the conversions to FD_PREPARE and FD_ADD that has no folder: what breaks is no descriptor. */
export const HANDSHAKE_CONVERSION: Facts = {
  title: "without a waiting request a NULL request is completed",
  where: "handshake_nl_accept_doit, net/handshake/netlink.c",
  family: "broken clean-up",
  reached: "a development tree",
  brought: {
    id: "fe67b063f687",
    kind: "conversion",
    subject: "net/handshake: convert handshake_nl_accept_doit() to FD_PREPARE()",
  },
  fixed: {
    id: "dabac51b8102",
    kind: "fix",
    subject: "net/handshake: Fix null-ptr-deref in handshake_complete()",
  },
  release: "6.19",
  cve: NO_RELEASE,
  read: [
    mail("20251212012723.4111831-1-wangliang74@huawei.com", "Wang Liang's patch"),
    mail("20251230143959.325961-1-pabeni@redhat.com", "the pull request for 6.19-rc4, with the fix"),
    MERGE_OF_FD_PREPARE,
  ],
  note: "The id of the fix is from a log of pushes to git.kernel.org of January 2026, which has the subject beside it.",
};

/** By the name of the bug's folder. */
export const FACTS: Readonly<Record<string, Facts>> = {
  "alsa-compress": {
    title: "buffers are looked up by numbers that name other files by then",
    where: "snd_compr_task_new, sound/core/compress_offload.c",
    family: "looked up by number after install",
    reached: "a development tree",
    brought: {
      id: "04177158cf98",
      kind: "change",
      subject: "ALSA: compress_offload: introduce accel operation mode",
    },
    fixed: {
      id: "7439b3952118",
      kind: "fix",
      subject: "ALSA: compress_offload: fix remaining descriptor races in sound/core/compress_offload.c",
    },
    release: "6.13",
    cve: NO_RELEASE,
    read: [
      mail("20241226182959.GU1977892@ZenIV", "Al Viro's patch"),
      mail("87iksg3jod.wl-tiwai@suse.de", "the pull request for 6.13-rc1, which brought it"),
    ],
    note: "It was there from 6.13-rc1 to 6.13-rc5.",
  },
  "amdkfd-export": {
    title: "an export closes another task's descriptor",
    where: "kfd_mem_export_dmabuf, drivers/gpu/drm/amd/amdgpu/amdgpu_amdkfd_gpuvm.c",
    family: "looked up by number after install",
    reached: "a release",
    brought: { notVerified: "the fix has no Fixes tag; the list archives were searched for the function" },
    fixed: {
      id: "6c6ca71bc165",
      kind: "fix",
      subject: "drm/amdgpu: fix a race in kfd_mem_export_dmabuf()",
    },
    release: "6.12",
    cve: NO_CVE_FOUND,
    read: [mail("20240812065906.241398-2-viro@zeniv.linux.org.uk", "Al Viro's patch")],
    note: "The release is by the tag of the pull request that had the fix: amd-drm-next-6.12-2024-09-13.",
  },
  "binder-close": {
    title: "a file is used after its descriptor was closed",
    where: "BC_FREE_BUFFER, drivers/android/binder.c",
    family: "closed during a borrowed lookup",
    reached: "a release",
    brought: { notVerified: "the fix's own text was not found; mails that cite it name no origin" },
    fixed: {
      id: "80cd795630d6",
      kind: "fix",
      subject: "binder: fix use-after-free due to ksys_close() during fdget()",
    },
    release: "4.20",
    cve: ["CVE-2019-2000"],
    read: [
      cveRecord("CVE-2019-2000"),
      {
        what: "DeferredFdCloser in the Rust version of Binder, which cites the fix",
        url: "https://github.com/torvalds/linux/blob/master/drivers/android/binder/deferred_close.rs",
      },
    ],
    note: "The CVE record speaks of several functions and names no commit, so their connection is not verified. The release is by a mail of the fix's author.",
  },
  "cachefiles-anon-fd": {
    title: "the error path closes another task's descriptor",
    where: "cachefiles_ondemand_get_fd, fs/cachefiles/ondemand.c",
    family: "closed by number",
    reached: "a release",
    brought: { id: "c8383054506c", kind: "change" },
    fixed: {
      id: "4b4391e77a6b",
      kind: "fix",
      subject: "cachefiles: defer exposing anon_fd until after copy_to_user() succeeds",
    },
    release: "6.10",
    cve: ["CVE-2024-40913"],
    read: [cveRecord("CVE-2024-40913")],
  },
  "clone-pidfd": {
    title: "a failed fork closes another task's descriptor",
    where: "copy_process, kernel/fork.c",
    family: "closed by number",
    reached: "a development tree",
    brought: { id: "b3e583825266", kind: "change", subject: "clone: add CLONE_PIDFD" },
    fixed: {
      id: "6fd2fe494b17",
      kind: "fix",
      subject: "copy_process(): don't use ksys_close() on cleanups",
    },
    release: "5.2",
    cve: NO_RELEASE,
    read: [
      mail("20210107075314.62683-2-wenyang@linux.alibaba.com", "the first commit, in a backport"),
      mail(
        "156168330344.8716.6668536902844524251.pr-tracker-bot@kernel.org",
        "the merge of the fix, 28 June 2019",
      ),
    ],
    note: "CLONE_PIDFD is since Linux 5.2, which came out after the fix.",
  },
  "dma-buf-trace": {
    title: "a trace event reads a freed buffer",
    where: "dma_buf_fd, drivers/dma-buf/dma-buf.c",
    family: "touched after publishing",
    reached: "a release",
    brought: { id: "281a22631423", kind: "change", subject: "dma-buf: add some tracepoints to debug." },
    fixed: { id: "ead6680f354f", kind: "fix", subject: "dma-buf: fix UAF in dma_buf_fd() tracepoint" },
    release: "7.1",
    cve: ["CVE-2026-63910"],
    read: [
      mail("20260523181446.69525-1-devnexen@gmail.com", "David Carlier's patch"),
      cveRecord("CVE-2026-63910"),
    ],
    note: "The conversion 34dfce523c90 to FD_ADD had left no place between the reservation and the install; the fix undoes it. The record names 7.0 to 7.0.11; that mainline's first release with the fix is 7.1 is by its place in the log, among merges for 7.1-rc6.",
  },
  "dma-heap": {
    title: "a descriptor stays open that nobody knows",
    where: "DMA_HEAP_IOCTL_ALLOC in dma_heap_ioctl, drivers/dma-buf/dma-heap.c",
    family: "fails after install",
    reached: "a release",
    brought: { id: "c02a81fba74f", kind: "change", subject: "dma-buf: Add dma-buf heaps framework" },
    fixed: {
      id: "30d0aff2c65a",
      kind: "fix",
      subject: "dma-buf: dma-heap: don't publish fd before copy_to_user() succeeds",
    },
    release: {
      notVerified:
        "mainline had the fix by 5 September 2026, after 7.2; the release candidates of stable had it as 2f6e9d364b3b (7.2.y, 9 September) and 1bf6083a41f8 (6.12.y, 7 October). The releases made of them were not looked up",
    },
    cve: NO_CVE_FOUND,
    read: [
      mail("20260714114654.3885457-2-shoubaineng@gmail.com", "the third version of the patch, July 2026"),
    ],
  },
  "epoll-private-data": {
    title: "another task finds an empty file",
    where: "sys_epoll_create, fs/eventpoll.c",
    family: "touched after publishing",
    reached: "a release",
    brought: { notVerified: "the patch names no commit; the bug is in 2.6.13" },
    fixed: { notVerified: "the patch was read; its commit was searched by subject and not found" },
    release: { notVerified: "the patch is against 2.6.13; the release that has it was not found" },
    cve: { notVerified: "the mails of September 2005 name none" },
    read: [
      mail("Pine.LNX.4.63.0509161621050.6125@localhost.localdomain", "Davide Libenzi's patch"),
      mail("52hdckk1ix.fsf@cisco.com", "Roland Dreier, who found it after Al Viro found another"),
    ],
  },
  "fanotify-init": {
    title: "the clean-up destroys an error pointer",
    where: "fanotify_init, fs/notify/fanotify/fanotify_user.c",
    family: "broken clean-up",
    reached: "a development tree",
    brought: {
      id: "3a6b564a6beb",
      kind: "conversion",
      subject: "fanotify: convert fanotify_init() to FD_PREPARE()",
      isInNext: true,
    },
    fixed: {
      id: "c2f27f6b8c79",
      kind: "fix",
      subject: "fanotify: Don't call fsnotify_destroy_group() when fsnotify_alloc_group() fails.",
      isInNext: true,
    },
    release: {
      notVerified:
        "both are of linux-next; the series was made anew for 6.19, where the conversion is 7129098f4f7b, and a tree of 2026 has the right test",
    },
    cve: { notVerified: "the patch names none" },
    read: [
      mail("20251127201618.2115275-1-kuniyu@google.com", "Kuniyuki Iwashima's patch"),
      MERGE_OF_FD_PREPARE,
    ],
    note: "Whether the conversion that was merged had the wrong test is not verified.",
  },
  "fastrpc-dmabuf": {
    title: "a file is put twice",
    where: "fastrpc_dmabuf_alloc, drivers/misc/fastrpc.c",
    family: "undone after install",
    reached: "a release",
    brought: {
      id: "6cffd79504ce",
      kind: "change",
      subject: "misc: fastrpc: Add support for dmabuf exporter",
    },
    fixed: {
      id: "46963e2e0629",
      kind: "fix",
      subject: "misc: fastrpc: avoid double fput() on failed usercopy",
    },
    release: "5.17",
    cve: ["CVE-2022-48821"],
    read: [
      cveRecord("CVE-2022-48821"),
      mail("20220127130218.809261-1-minipli@grsecurity.net", "Mathias Krause's patch"),
    ],
    note: "This fix leaves the descriptor open when the copy fails, as in dma-heap. Commit a4a1a2bfcb29 of 2026 moves the install behind the copy.",
  },
  "fd-prepare": {
    title: "the helper forgets the number and the file",
    where: "class_fd_prepare_destructor, include/linux/file.h",
    family: "forgotten on an error path",
    reached: "a development tree",
    brought: { id: "011703a9acd7", kind: "change", subject: "file: add FD_{ADD,PREPARE}()" },
    fixed: { id: "d2ea4d254d04", kind: "fix", subject: "file: ensure cleanup" },
    release: "6.19",
    cve: NO_RELEASE,
    read: [
      mail("20251213-distanz-umgewandelt-c6179aac18d7@brauner", "Christian Brauner's patch"),
      mail(
        "CAHk-=wgF4AEK6GPczjHCy9HAG7XDded=EBSzxztX_wq0-YGGuA@mail.gmail.com",
        "Linus Torvalds's reply, that it is applied",
      ),
      MERGE_OF_FD_PREPARE,
    ],
    note: "The helper itself: every conversion with an error exit after the file was made leaked both. It was merged and fixed before 6.19-rc1; stable trees took the helper and its fix together.",
  },
  "fget-recheck": {
    title: "a garbage collector misses a reference",
    where: "__fget_files, fs/file.c",
    family: "lookup against close",
    reached: "a release",
    brought: { notVerified: "the fix has no Fixes tag, and the CVE record names no first release" },
    fixed: {
      id: "054aa8d439b9",
      kind: "fix",
      subject: "fget: check that the fd still exists after getting a ref to it",
    },
    release: "5.16",
    cve: ["CVE-2021-4083"],
    read: [cveRecord("CVE-2021-4083")],
  },
  "gpio-linehandle": {
    title: "a debug message reads a pointer that was given away",
    where: "linehandle_create, drivers/gpio/gpiolib-cdev.c",
    family: "used after a move",
    reached: "a release",
    brought: {
      id: "da7e394bf58f",
      kind: "conversion",
      subject: "gpio: convert linehandle_create() to FD_PREPARE()",
    },
    fixed: {
      id: "6af6be278e3b",
      kind: "fix",
      subject: "gpio: cdev: Avoid NULL dereference in linehandle_create()",
    },
    release: "7.0",
    cve: NO_CVE_FOUND,
    read: [
      mail(
        "20260215120555.v2.1.I77c3eb563271c21870379eefd16ebbc4e09635bb@changeid",
        "Douglas Anderson's patch",
      ),
      MERGE_OF_FD_PREPARE,
    ],
    note: "6.19 had the bug, and its stable series got the fix.",
  },
  "handshake-accept": {
    title: "the error path puts the socket's own file",
    where: "handshake_nl_accept_doit, net/handshake/netlink.c",
    family: "dropped without owning",
    reached: "a release",
    brought: {
      id: "7ea9c1ec66bc",
      kind: "fix",
      subject: "net/handshake: Fix handshake_dup() ref counting",
    },
    fixed: {
      id: "7798b59409c3",
      kind: "fix",
      subject: "net/handshake: fix file ref count in handshake_nl_accept_doit()",
    },
    release: "6.6",
    cve: NO_CVE_FOUND,
    read: [
      mail("20231019125847.276443-1-moritz.wanzenboeck@linbit.com", "Moritz Wanzenböck's patch"),
      mail("20251212012723.4111831-1-wangliang74@huawei.com", "what the conversion of 2025 broke"),
    ],
    note: "In Linux the file was installed before the call that failed; the example installs it behind. The conversion of this function to FD_PREPARE, fe67b063f687, brought another bug: without a waiting request a NULL request is completed, which dabac51b8102 fixed, for 6.19. It is no bug of descriptors, and has no example.",
  },
  "io-uring-accounting": {
    title: "accounting reads a freed ring",
    where: "io_uring_create, fs/io_uring.c",
    family: "touched after publishing",
    reached: "a development tree",
    brought: { id: "309758254ea6", kind: "change", subject: "io_uring: report pinned memory usage" },
    fixed: {
      id: "d1719f70d0a5",
      kind: "fix",
      subject: "io_uring: don't touch 'ctx' after installing file descriptor",
    },
    release: "5.9",
    cve: NO_RELEASE,
    read: [
      mail("5c2ac23d-3801-c06f-8bf6-4096fef88113@kernel.dk", "Jens Axboe's patch"),
      mail("50466810-9148-e245-7c1e-e7435b753582@kernel.dk", "the pull request for 5.9-rc1, with both"),
    ],
  },
  "iommufd-fault": {
    title: "a file is put after its install",
    where: "hw_pagetable_fault_free, drivers/iommu/iommufd",
    family: "undone after install",
    reached: "a patch under review",
    brought: NEVER_MERGED,
    fixed: { none: "the reviewer refused it" },
    release: NO_RELEASE,
    cve: NO_RELEASE,
    read: [mail("20231208134139.GW1489931@ziepe.ca", "Jason Gunthorpe's review of the second version")],
    note: "The patch put file and number when its object was destroyed; the example puts the file at the end of the call.",
  },
  "kvm-create-device": {
    title: "a virtual machine is counted after it was freed",
    where: "kvm_ioctl_create_device, virt/kvm/kvm_main.c",
    family: "touched after publishing",
    reached: "a release",
    brought: { notVerified: "the fix's own text was not found; the device API came with 852b6d57dc7f" },
    fixed: {
      id: "cfa39381173d",
      kind: "fix",
      subject: "kvm: fix kvm_ioctl_create_device() reference counting (CVE-2019-6974)",
    },
    release: "5.0",
    cve: ["CVE-2019-6974"],
    read: [cveRecord("CVE-2019-6974")],
    note: "The record names the stable release 4.20.8; 5.0 is the release of mainline that followed.",
  },
  "media-request": {
    title: "a request's name is written after it was freed",
    where: "media_request_alloc, drivers/media/mc/mc-request.c",
    family: "touched after publishing",
    reached: "a development tree",
    brought: {
      id: "6f504cbf108a",
      kind: "conversion",
      subject: "media: convert media_request_alloc() to FD_PREPARE()",
    },
    fixed: {
      id: "a260bd22a355",
      kind: "fix",
      subject: "media: mc: fix potential use-after-free in media_request_alloc()",
    },
    release: "6.19",
    cve: NO_RELEASE,
    read: [
      mail("20251209210903.603958-1-minipli@grsecurity.net", "Mathias Krause's patch"),
      mail("20260109-vfs-fixes-221725170b4e@brauner", "the pull request for 6.19-rc5, with the fix"),
    ],
  },
  "memfd-secret": {
    title: "a count of users goes below zero",
    where: "memfd_secret, mm/secretmem.c",
    family: "touched after publishing",
    reached: "a release",
    brought: {
      id: "9a436f8ff631",
      kind: "change",
      subject: "PM: hibernate: disable when there are active secretmem users",
    },
    fixed: {
      id: "855d44434fa2",
      kind: "fix",
      subject: "mm/secretmem: avoid letting secretmem_users drop to zero",
    },
    release: "5.15",
    cve: NO_CVE_FOUND,
    read: [mail("20211021154046.880251-1-keescook@chromium.org", "Kees Cook's patch")],
    note: "Commit cb6854323981, of the same week, is of the same counter and of another bug: it forbids new users once the counter has wrapped.",
  },
  "mq-open": {
    title: "an error is installed as a file",
    where: "do_mq_open, ipc/mqueue.c",
    family: "error taken for a pointer",
    reached: "a development tree",
    brought: { id: "f2573685bd0c", kind: "conversion", subject: "ipc: convert do_mq_open() to FD_ADD()" },
    fixed: { id: "8cf01d0c4372", kind: "fix", subject: "mqueue: correct the type of ro to int" },
    release: "6.19",
    cve: NO_RELEASE,
    read: [
      mail("tencent_369728EA76ED36CD98793A6D942C956C4C0A@qq.com", "Edward Adam Davis's patch"),
      mail("aSlK5JTolU2UsHLp@stanley.mountain", "Dan Carpenter's report, by Smatch"),
      MERGE_OF_FD_PREPARE,
    ],
    note: "What was reported in linux-next on 28 November 2025 is ea2f85c54e81, a fix of the conversion there; syzbot met it in mainline on 4 December.",
  },
  "msm-submit": {
    title: "the error path forgets the file",
    where: "msm_ioctl_gem_submit, drivers/gpu/drm/msm/msm_gem_submit.c",
    family: "forgotten on an error path",
    reached: "a release",
    brought: { notVerified: "the fix has no Fixes tag, and the CVE record names no first release" },
    fixed: { id: "f681c2aa8676", kind: "fix", subject: "drm/msm: Fix another leak in the submit error path" },
    release: "6.16",
    cve: ["CVE-2025-38409"],
    read: [cveRecord("CVE-2025-38409")],
    note: "The commit speaks of an error after the install; which step fails there is not verified. In the example it is a copy to user space before it.",
  },
  "nitro-enclaves": {
    title: "a freed enclave stays open",
    where: "ne_create_vm_ioctl, drivers/virt/nitro_enclaves/ne_misc_dev.c",
    family: "undone after install",
    reached: "a release",
    brought: {
      notVerified: "the fix has no Fixes tag; the series that brought the driver was found, not its commit",
    },
    fixed: {
      id: "f1ce3986baa6",
      kind: "fix",
      subject: "nitro_enclaves: Fix stale file descriptors on failed usercopy",
    },
    release: "5.13",
    cve: ["CVE-2021-3543"],
    read: [
      cveRecord("CVE-2021-3543"),
      mail("20210429165941.27020-2-andraprs@amazon.com", "Mathias Krause's patch"),
    ],
  },
  "papr-hvpipe": {
    title: "a pointer is used after it was set to NULL",
    where: "papr_hvpipe_dev_create_handle, arch/powerpc/platforms/pseries/papr-hvpipe.c",
    family: "used after a move",
    reached: "a release",
    brought: {
      id: "6d3789d347a7",
      kind: "conversion",
      subject: "papr-hvpipe: convert papr_hvpipe_dev_create_handle() to FD_PREPARE()",
    },
    fixed: {
      id: "1b9f7aafa44f",
      kind: "fix",
      subject: "pseries/papr-hvpipe: Fix null ptr deref in papr_hvpipe_dev_create_handle()",
    },
    release: "7.1",
    cve: NO_CVE_FOUND,
    read: [
      mail(
        "31ad94bc89d44156ee700c5bd006cb47a748e3cb.1777606826.git.ritesh.list@gmail.com",
        "Ritesh Harjani's patch",
      ),
      mail("2026051451-frightful-buffalo-8217@gregkh", "the announcement of 7.0.7, which has it"),
      MERGE_OF_FD_PREPARE,
    ],
    note: "6.19 and 7.0 had the bug.",
  },
  "pidfd-getfd": {
    title: "a file is read after another task can close it",
    where: "pidfd_getfd with __receive_sock, kernel/pid.c",
    family: "touched after publishing",
    reached: "a patch under review",
    brought: NEVER_MERGED,
    fixed: {
      id: "4969f8a07397",
      kind: "change",
      subject: "pidfd: Add missing sock updates for pidfd_getfd()",
    },
    release: NO_RELEASE,
    cve: NO_RELEASE,
    read: [
      mail(
        "CAG48ez1gz3mtAO5QdvGEMt5KnRBq7hhWJMGS6piGDrcGNEdSrQ@mail.gmail.com",
        "Jann Horn's review of the seventh version",
      ),
      mail("20200820091609.017231573@linuxfoundation.org", "the patch as it was merged, in a backport"),
    ],
    note: "What was merged has the two calls in the right order.",
  },
  "ptm-open-peer": {
    title: "a mount is counted twice",
    where: "ptm_open_peer, drivers/tty/pty.c",
    family: "forgotten on success",
    reached: "a development tree",
    brought: {
      id: "b945a44e919a",
      kind: "conversion",
      subject: "tty: convert ptm_open_peer() to FD_ADD()",
      isInNext: true,
    },
    fixed: {
      id: "138027e74e9f",
      kind: "fix",
      subject: "devpts: preserve original file opening pattern",
      isInNext: true,
    },
    release: NO_RELEASE,
    cve: NO_RELEASE,
    read: [
      mail(
        "d59dab4d-d66b-4638-b790-5e02ea89c4bd@sirena.org.uk",
        "Mark Brown's answer, which quotes report and fix",
      ),
      MERGE_OF_FD_PREPARE,
    ],
    note: "A selftest found it in linux-next: the mount of devpts could not be unmounted.",
  },
  "rust-exit-files": {
    title: "a reservation outlives its table",
    where: "FileDescriptorReservation, rust/kernel/fs/file.rs",
    family: "used after exit_files()",
    reached: "a release",
    brought: { notVerified: "the ticket names no commit; the type is in Linux since 6.13" },
    fixed: { none: "the ticket is open" },
    release: { none: "no released kernel tests for NULL" },
    cve: { notVerified: "the ticket names none" },
    read: [
      { what: "Rust-for-Linux ticket 1256", url: "https://github.com/Rust-for-Linux/linux/issues/1256" },
    ],
    note: "Linux dereferences NULL here; the model warns instead, as a patch in a development tree does.",
  },
  "scm-stale-error": {
    title: "a stale error hides an open descriptor",
    where: "__scm_install_fd, net/core/scm.c",
    family: "fails after install",
    reached: "a development tree",
    brought: { id: "2618d530dd8b", kind: "change", subject: "net/scm: cleanup scm_detach_fds" },
    fixed: {
      id: "6e8a4f9dda38",
      kind: "fix",
      subject: "net: ignore sock_from_file errors in __scm_install_fd",
    },
    release: "5.8",
    cve: NO_RELEASE,
    read: [
      mail("20200513110759.2362955-1-hch@lst.de", "Christoph Hellwig's patch, two days later"),
      mail(
        "20200513.123122.1741815115141237500.davem@davemloft.net",
        "David Miller, who applied it that day",
      ),
    ],
    note: "Both are of net-next of May 2020. The release is by that date: net-next was then for 5.8.",
  },
  "sctp-peeloff": {
    title: "a socket is released twice",
    where: "sctp_getsockopt_peeloff_common, net/sctp/socket.c",
    family: "freed by two owners",
    reached: "a development tree",
    brought: {
      id: "457528eb27c3",
      kind: "conversion",
      subject: "net/sctp: convert sctp_getsockopt_peeloff_common() to FD_PREPARE()",
      isInNext: true,
    },
    fixed: { none: "the series that was merged does not have the conversion" },
    release: NO_RELEASE,
    cve: NO_RELEASE,
    read: [
      mail(
        "CADvbK_ewub4ZZK-tZg8GBQbDFHWhd9a48C+AFXZ93pMsssCrUg@mail.gmail.com",
        "syzbot's bisection, and Xin Long's answer",
      ),
      mail("aSa8SXDUZHq62XuB@stanley.mountain", "Dan Carpenter's report of both, from smatch"),
      mail("20251205-erdball-lautlos-3f621b4dcc82@brauner", "Christian Brauner's answer"),
      MERGE_OF_FD_PREPARE,
    ],
    note: "The list of the merged series goes from net/kcm (0d52d06a199f) to net/socket (245f0d1c622b), without net/sctp. The revert that the answer announces is of sock_map_fd, which had the same mistake.",
  },
  "sock-map-fd": {
    title: "a socket is released twice inside FD_ADD",
    where: "sock_map_fd, net/socket.c",
    family: "freed by two owners",
    reached: "a development tree",
    brought: {
      id: "245f0d1c622b",
      kind: "conversion",
      subject: "net/socket: convert sock_map_fd() to FD_ADD()",
    },
    fixed: {
      id: "afb9917d9b37",
      kind: "revert",
      subject: 'Revert "net/socket: convert sock_map_fd() to FD_ADD()"',
    },
    release: "6.19",
    cve: NO_RELEASE,
    read: [
      mail("CADvbK_ewub4ZZK-tZg8GBQbDFHWhd9a48C+AFXZ93pMsssCrUg@mail.gmail.com", "Xin Long's report"),
      MERGE_OF_FD_PREPARE,
    ],
    note: "The conversion was merged for 6.19-rc1 and reverted on 5 December 2025.",
  },
  "userfaultfd-fork": {
    title: "the error path forgets the number",
    where: "the event of a fork, fs/userfaultfd.c",
    family: "forgotten on an error path",
    reached: "a patch under review",
    brought: NEVER_MERGED,
    fixed: { none: "the second version of the patch has the missing put_unused_fd()" },
    release: NO_RELEASE,
    cve: NO_RELEASE,
    read: [mail("20240403140446.1623931-1-axboe@kernel.dk", "Jens Axboe's second version")],
  },
  "vfio-dma-buf": {
    title: "a buffer is freed twice",
    where: "vfio_pci_core_feature_dma_buf, drivers/vfio/pci/vfio_pci_dmabuf.c",
    family: "freed by two owners",
    reached: "a release",
    brought: {
      id: "5d74781ebc86",
      kind: "change",
      subject: "vfio/pci: Add dma-buf export support for MMIO regions",
    },
    fixed: { id: "e98137f0a874", kind: "fix", subject: "vfio/pci: Fix double free in dma-buf feature" },
    release: "7.0",
    cve: ["CVE-2026-31468"],
    read: [
      cveRecord("CVE-2026-31468"),
      mail("20260323215659.2108191-3-alex.williamson@nvidia.com", "Alex Williamson's patch"),
    ],
    note: "6.19 had the bug, and 6.19.11 has the fix.",
  },
  "vmwgfx-fence": {
    title: "a freed file stays open",
    where: "vmw_execbuf_copy_fence_user, drivers/gpu/drm/vmwgfx/vmwgfx_execbuf.c",
    family: "undone after install",
    reached: "a release",
    brought: { id: "c906965dee22", kind: "change" },
    fixed: {
      id: "a0f90c881570",
      kind: "fix",
      subject: "drm/vmwgfx: Fix stale file descriptors on failed usercopy",
    },
    release: "5.17",
    cve: ["CVE-2022-22942", "CVE-2022-48771"],
    read: [cveRecord("CVE-2022-48771"), cveRecord("CVE-2022-22942")],
    note: "Two bodies numbered the same bug.",
  },
};

/** What a list calls a bug: its number, or the release with its fix, and its title. */
export function bugHeadline({ title, cve, release }: Facts): string {
  const number = Array.isArray(cve) ? (cve as readonly string[])[0] : undefined;
  const from = number ?? (typeof release === "string" ? `Linux ${release}` : "Under review");
  return `${from}: ${title}`;
}
