/** Functions of C in our own words: each shape in which kernel code handles descriptors, right and wrong. */

export const programs = {
  /** Reserve, make, tell, install: each failure undone by a goto. */
  right: `
static int thing_release(struct inode *inode, struct file *file)
{
	struct thing *thing = file->private_data;

	kfree(thing);
	return 0;
}

static const struct file_operations thing_fops = {
	.owner = THIS_MODULE,
	.release = thing_release,
};

static long thing_create(struct device *dev, int __user *where)
{
	struct thing *thing;
	struct file *file;
	int fd, ret;

	thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	if (!thing)
		return -ENOMEM;
	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0) {
		ret = fd;
		goto free_thing;
	}
	file = anon_inode_getfile("thing", &thing_fops, thing, O_RDWR);
	if (IS_ERR(file)) {
		ret = PTR_ERR(file);
		goto put_fd;
	}
	if (put_user(fd, where)) {
		ret = -EFAULT;
		goto put_file;
	}
	fd_install(fd, file);
	return 0;

put_file:
	fput(file);
	put_unused_fd(fd);
	return ret;
put_fd:
	put_unused_fd(fd);
free_thing:
	kfree(thing);
	return ret;
}
`,
  /** The copy to user space fails, and nothing is undone. */
  leaksBoth: `
static int export_it(struct buffer *buffer, struct request __user *where)
{
	struct request request;
	struct file *file;
	int fd;

	if (copy_from_user(&request, where, sizeof(request)))
		return -EFAULT;
	fd = get_unused_fd_flags(request.flags);
	if (fd < 0)
		return fd;
	file = anon_inode_getfile("buffer", &buffer_fops, buffer, request.flags);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	request.fd = fd;
	if (copy_to_user(where, &request, sizeof(request)))
		return -EFAULT;
	fd_install(fd, file);
	return 0;
}
`,
  /** The object is read after the descriptor is installed: a sibling may have closed it. */
  readsAfterInstall: `
static int line_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations line_fops = { .release = line_release };

int line_create(struct chip *chip, int *out)
{
	struct line *line = kzalloc(sizeof(*line), GFP_KERNEL);
	struct file *file;
	int fd;

	if (!line)
		return -ENOMEM;
	fd = get_unused_fd_flags(0);
	if (fd < 0) {
		kfree(line);
		return fd;
	}
	file = anon_inode_getfile("line", &line_fops, line, 0);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		kfree(line);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	*out = fd;
	chip->offset = line->offset;
	return 0;
}
`,
  /** The descriptor is open although the call fails. */
  failsAfterInstall: `
int device_ioctl(struct device *device, struct argument __user *argument)
{
	int fd = anon_inode_getfd("device", &device_fops, device, O_CLOEXEC);

	if (fd < 0)
		return fd;
	if (put_user(fd, &argument->fd))
		return -EFAULT;
	return 0;
}
`,
  /** Scopes clean up. */
  scopes: `
int scoped(int number, struct place *place)
{
	struct file *file __free(fput) = NULL;
	CLASS(get_unused_fd, fd)(O_CLOEXEC);

	if (fd < 0)
		return fd;
	file = fget(number);
	if (!file)
		return -EBADF;
	scoped_guard(mutex, &place->lock) {
		switch (place->state) {
		case 1 ... 3:
			return -EBUSY;
		case 4: {
			if (place->count > 7)
				break;
			return -EAGAIN;
		}
		default:
			place->count++;
		}
	}
	fd_install(fd, no_free_ptr(file));
	return take_fd(fd);
}
`,
  /** A loop of a macro, a loop with a round for each, and a number looked up twice. */
  loops: `
long look_up(struct list *list, unsigned int count, int number)
{
	struct entry *entry;
	struct fd f = fdget(number);
	unsigned int i;

	if (!fd_file(f))
		return -EBADF;
	list_for_each_entry(entry, &list->head, link) {
		if (entry->file == fd_file(f))
			goto found;
	}
	for (i = 0; i < count; i++)
		list->sum += list->numbers[i];
	do {
		i--;
	} while (i > 3);
	fdput(f);
	return -ENOENT;
found:
	fdput(f);
	return list->sum ?: (long)i;
}
`,
} as const;
