/*
 * The yardstick: a descriptor table in C, by the book. One bit a descriptor, one bit a full word above it, a hint
 * below which nothing is free, close-on-exec bits, slots that point to a counted file. No locks and no atomics.
 */
#include <stdint.h>
#include <stdlib.h>

#define BITS 64

struct file {
	long count;
};

struct table {
	unsigned long size; /* a multiple of BITS * BITS */
	unsigned long limit;
	unsigned long hint;
	uint64_t *used;
	uint64_t *cloexec;
	uint64_t *full;
	struct file **slots;
	int32_t *live;
	unsigned long open;
	struct file file;
};

static unsigned long lowest_free(const struct table *t)
{
	unsigned long word = t->hint / BITS;
	uint64_t some;

	if (t->hint >= t->size)
		return t->size;
	some = ~t->used[word] & (~UINT64_C(0) << (t->hint % BITS));
	if (some)
		return word * BITS + __builtin_ctzll(some);
	if (++word >= t->size / BITS)
		return t->size;
	unsigned long group = word / BITS;
	some = ~t->full[group] & (~UINT64_C(0) << (word % BITS));
	while (!some) {
		if (++group >= t->size / BITS / BITS)
			return t->size;
		some = ~t->full[group];
	}
	word = group * BITS + __builtin_ctzll(some);
	return word * BITS + __builtin_ctzll(~t->used[word]);
}

static long table_open(struct table *t)
{
	unsigned long fd = lowest_free(t);
	unsigned long word = fd / BITS;

	if (fd >= t->limit || fd >= t->size)
		return -1;
	t->hint = fd + 1;
	t->used[word] |= UINT64_C(1) << (fd % BITS);
	if (!~t->used[word])
		t->full[word / BITS] |= UINT64_C(1) << (word % BITS);
	t->cloexec[word] &= ~(UINT64_C(1) << (fd % BITS));
	t->file.count++;
	t->slots[fd] = &t->file;
	return (long)fd;
}

static int table_close(struct table *t, unsigned long fd)
{
	struct file *file = fd < t->size ? t->slots[fd] : NULL;
	unsigned long word = fd / BITS;

	if (!file)
		return -1;
	t->slots[fd] = NULL;
	t->used[word] &= ~(UINT64_C(1) << (fd % BITS));
	t->full[word / BITS] &= ~(UINT64_C(1) << (word % BITS));
	if (fd < t->hint)
		t->hint = fd;
	return --file->count == 0;
}

void table_free(struct table *t)
{
	free(t->used);
	free(t->cloexec);
	free(t->full);
	free(t->slots);
	free(t->live);
	free(t);
}

/* A table with descriptors 0 to open - 1; NULL when memory is short. */
struct table *table_filled(unsigned int open)
{
	struct table *t = calloc(1, sizeof(*t));
	unsigned long group = BITS * BITS;

	if (!t)
		return NULL;
	t->size = (open * 2ul + group) / group * group;
	t->limit = t->size;
	t->open = open;
	t->used = calloc(t->size / BITS, sizeof(*t->used));
	t->cloexec = calloc(t->size / BITS, sizeof(*t->cloexec));
	t->full = calloc(t->size / group, sizeof(*t->full));
	t->slots = calloc(t->size, sizeof(*t->slots));
	t->live = calloc(open, sizeof(*t->live));
	if (!t->used || !t->cloexec || !t->full || !t->slots || !t->live) {
		table_free(t);
		return NULL;
	}
	t->file.count = 1;
	for (unsigned int i = 0; i < open; i++)
		t->live[i] = (int32_t)table_open(t);
	return t;
}

/* The patterns of patterns.ts: 0 tail, 1 lowest, 2 random, 3 adversarial. Returns the references to the file. */
int table_run(struct table *t, int pattern, unsigned int operations, uint32_t seed)
{
	uint32_t x = seed;

	switch (pattern) {
	case 0:
		for (unsigned int i = 0; i < operations; i++)
			table_close(t, table_open(t));
		break;
	case 1:
		for (unsigned int i = 0; i < operations; i++) {
			table_close(t, t->live[5]);
			t->live[5] = (int32_t)table_open(t);
		}
		break;
	case 2:
		for (unsigned int i = 0; i < operations; i++) {
			x ^= x << 13;
			x ^= x >> 17;
			x ^= x << 5;
			unsigned long index = x & (t->open - 1); /* their number is a power of two */
			table_close(t, t->live[index]);
			t->live[index] = (int32_t)table_open(t);
		}
		break;
	default:
		for (unsigned int i = 0; i < operations; i += 2) {
			table_close(t, t->live[0]);
			t->live[0] = (int32_t)table_open(t);
			table_close(t, table_open(t));
		}
	}
	return (int)t->file.count;
}
