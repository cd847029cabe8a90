/** What paths through functions come to: each in our own words, in C, with what must be found in it. */
import { programs } from "./programs.js";

/** A function, and what must be found in it. */
export interface Sample {
  readonly source: string;
  /** The function in question. */
  readonly name: string;
  /** `kind@line` of each finding, sorted; with `?` where it is in doubt. */
  readonly finds: readonly string[];
}

const body = (text: string, head = "int f(int number, struct place *place, int __user *where)"): string =>
  `${head}\n{\n${text.trim()}\n}\n`;

const sample = (text: string, ...finds: string[]): Sample => ({ source: body(text), name: "f", finds });

const reserve = "int fd = get_unused_fd_flags(O_CLOEXEC); struct file *file; if (fd < 0) return fd;";
const make = 'file = anon_inode_getfile("x", &x_fops, place, 0);';

export const samples: Readonly<Record<string, Sample>> = {
  "every failure undone": { source: programs.right, name: "thing_create", finds: [] },
  "nothing undone when the copy fails": {
    source: programs.leaksBoth,
    name: "export_it",
    finds: ["file leak@20", "reserved descriptor left@20"],
  },
  "an object read after the install": {
    source: programs.readsAfterInstall,
    name: "line_create",
    finds: ["use after free@31"],
  },
  "an error after the install": {
    source: programs.failsAfterInstall,
    name: "device_ioctl",
    finds: ["open after failure@9"],
  },
  "scopes that clean up": { source: programs.scopes, name: "scoped", finds: [] },
  "loops and look-ups": { source: programs.loops, name: "look_up", finds: [] },

  "the number is not given back when the file fails": sample(
    `${reserve} ${make}
    if (IS_ERR(file)) return PTR_ERR(file);
    fd_install(fd, file);
    return fd;`,
    "reserved descriptor left@4",
  ),
  "the file is not put when the number fails": sample(
    `struct file *file = anon_inode_getfile("x", &x_fops, place, 0);
    int fd;
    if (IS_ERR(file)) return PTR_ERR(file);
    fd = get_unused_fd_flags(0);
    if (fd < 0) return fd;
    fd_install(fd, file);
    return fd;`,
    "file leak@7",
  ),
  "the number is given back after the install": sample(
    `${reserve} ${make}
    if (IS_ERR(file)) { put_unused_fd(fd); return PTR_ERR(file); }
    fd_install(fd, file);
    if (put_user(fd, where)) { put_unused_fd(fd); return -EFAULT; }
    return 0;`,
    "put of no reservation@6",
  ),
  "the file is put after the install": sample(
    `${reserve} ${make}
    if (IS_ERR(file)) { put_unused_fd(fd); return PTR_ERR(file); }
    fd_install(fd, file);
    fput(file);
    return fd;`,
    "double put@6",
  ),
  "an error pointer is installed": sample(
    `${reserve} ${make}
    fd_install(fd, file);
    return fd;`,
    "error pointer@4",
  ),
  "the descriptor is closed by its number": sample(
    `${reserve} ${make}
    if (IS_ERR(file)) { put_unused_fd(fd); return PTR_ERR(file); }
    fd_install(fd, file);
    if (put_user(fd, where)) { close_fd(fd); return -EFAULT; }
    return 0;`,
    "another's descriptor@6",
  ),
  "the clean-up of a helper": {
    source: `
static void drop(int fd, struct file *file)
{
	put_unused_fd(fd);
	fput(file);
}
${body(`${reserve} ${make}
    if (IS_ERR(file)) { put_unused_fd(fd); return PTR_ERR(file); }
    if (put_user(fd, where)) { drop(fd, file); return -EFAULT; }
    fd_install(fd, file);
    return 0;`)}`,
    name: "f",
    finds: [],
  },
  "a look-up that one exit forgets": sample(
    `struct file *file = fget(number);
    if (!file) return -EBADF;
    if (place->closed) return -EINVAL;
    fput(file);
    return 0;`,
    "file leak@5",
  ),
  "fdget that one exit forgets": sample(
    `struct fd f = fdget(number);
    if (!f.file) return -EBADF;
    if (place->closed) return -EINVAL;
    fdput(f);
    return 0;`,
    "file leak@5",
  ),
  "a look-up by a class ends itself": sample(
    `CLASS(fd, f)(number);
    if (fd_empty(f)) return -EBADF;
    if (place->closed) return -EINVAL;
    return fd_file(f)->f_mode;`,
  ),
  "a reference given away by a scope": sample(
    `struct file *file __free(fput) = NULL;
    CLASS(get_unused_fd, fd)(0);
    if (fd < 0) return fd;
    file = fget(number);
    if (!file) return -EBADF;
    fd_install(fd, file);
    return take_fd(fd);`,
    "double put@9",
  ),
  "memory freed twice, by the release and by hand": {
    source: `
static int x_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}
static const struct file_operations x_fops = { .release = x_release };
${body(
  `int *state = kzalloc(8, GFP_KERNEL); struct file *file;
   int fd;
   if (!state) return -ENOMEM;
   file = anon_inode_getfile("x", &x_fops, state, 0);
   if (IS_ERR(file)) { kfree(state); return PTR_ERR(file); }
   fd = get_unused_fd_flags(0);
   if (fd < 0) { fput(file); kfree(state); return fd; }
   fd_install(fd, file);
   return fd;`,
)}`,
    name: "f",
    finds: ["double free@16"],
  },
  "a buffer whose descriptor fails": sample(
    `struct dma_buf *buffer = dma_buf_export(place);
    int fd;
    if (IS_ERR(buffer)) return PTR_ERR(buffer);
    fd = dma_buf_fd(buffer, O_CLOEXEC);
    if (fd < 0) return fd;
    return fd;`,
    "file leak@7",
  ),
  "FD_PREPARE publishes or cleans up": sample(
    `FD_PREPARE(prepared, O_CLOEXEC, anon_inode_getfile("x", &x_fops, place, 0));
    if (prepared.err) return prepared.err;
    if (put_user(fd_prepare_fd(prepared), where)) return -EFAULT;
    fd_publish(prepared);
    return 0;`,
  ),
  "a loop that forgets the first": sample(
    `int fds[2]; int i;
    for (i = 0; i < 2; i++) {
      fds[i] = get_unused_fd_flags(0);
      if (fds[i] < 0) return fds[i];
    }
    for (i = 0; i < 2; i++) put_unused_fd(fds[i]);
    return 0;`,
    "reserved descriptor left@6",
  ),
  "a helper that leaves the descriptor to its caller, who forgets it": {
    source: `
static int reserve_one(struct place *place)
{
	place->fd = get_unused_fd_flags(0);
	return place->fd < 0 ? place->fd : 0;
}
int f(struct place *outer)
{
	struct place place;
	int ret = reserve_one(&place);

	if (ret)
		return ret;
	if (outer->closed)
		return -EINVAL;
	put_unused_fd(place.fd);
	return 0;
}
`,
    name: "f",
    finds: ["reserved descriptor left@15"],
  },
  "a switch that falls out": sample(
    `${reserve}
    switch (number) {
    case 1:
      put_unused_fd(fd);
      return -EINVAL;
    case 2 ... 5:
      break;
    default:
      return -EINVAL;
    }
    put_unused_fd(fd);
    return 0;`,
    "reserved descriptor left@11",
  ),
  "a copy that jumps to a label": sample(
    `${reserve}
    unsafe_put_user(fd, where, failed);
    put_unused_fd(fd);
    return 0;
failed:
    return -EFAULT;`,
    "reserved descriptor left@8",
  ),
  "what a function that is not read may have kept is in doubt": sample(
    `${reserve}
    remember_it(place, fd);
    return 0;`,
    "reserved descriptor left@5?",
  ),
};
