/*
 * A program that relies on its descriptors: after a close the next open has that number, a duplicate shares the offset, and
 * renumbering replaces one file by another.
 *
 * clang --target=wasm32-wasi -Os -s -o program.wasm program.c
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wasi/libc.h>

__attribute__((import_module("host"), import_name("dup"))) int host_dup(int fd);

static int expect(const char *what, long is, long wanted)
{
	printf("%s: %ld\n", what, is);
	return is == wanted ? 0 : 1;
}

static void put(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		printf("write: %s\n", strerror(errno));
}

int main(void)
{
	int bad = 0;
	int log = open("/log", O_WRONLY | O_CREAT);
	int data = open("/data", O_WRONLY | O_CREAT);

	bad += expect("log", log, 4);
	bad += expect("data", data, 5);
	bad += expect("close(log)", close(log), 0);
	bad += expect("opened again", open("/log", O_WRONLY), 4);

	int copy = host_dup(data);
	bad += expect("a duplicate", copy, 6);
	put(data, "one ");
	put(copy, "two");
	bad += expect("close(data)", close(data), 0);
	put(copy, " three");

	bad += expect("no such file", open("/missing", O_RDONLY), -1);
	bad += expect("its number is free", open("/log", O_WRONLY), 5);

	/* 4 names /data from here on, and 6 is free. */
	bad += expect("renumber", __wasilibc_fd_renumber(copy, 4), 0);
	put(4, " four");
	bad += expect("close(copy)", close(copy), -1);
	return bad;
}
