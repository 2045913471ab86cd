/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's types and functions, as far as they are used. */
#ifndef DAMON_KERNEL_TYPES_H
#define DAMON_KERNEL_TYPES_H

#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Only the members used, relocated to the running kernel when loaded. */
struct mm_struct {
	unsigned long long *pgd;
} __attribute__((preserve_access_index));

/* Only where the kernel is built with CONFIG_MMU_NOTIFIER. */
struct mm_struct___notified {
	void *notifier_subscriptions;
} __attribute__((preserve_access_index));

struct vm_struct {
	void *addr;
	void **pages;
} __attribute__((preserve_access_index));

struct task_struct {
	struct mm_struct *mm;
	struct vm_struct *stack_vm_area;
	unsigned long long start_boottime;
} __attribute__((preserve_access_index));

typedef struct {
	int counter;
} atomic_t;

struct page {
	unsigned long compound_head;
	void *mapping;
	atomic_t _mapcount;
} __attribute__((preserve_access_index));

struct rb_node {
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __attribute__((preserve_access_index));

struct rb_root {
	struct rb_node *rb_node;
} __attribute__((preserve_access_index));

struct rb_root_cached {
	struct rb_root rb_root;
} __attribute__((preserve_access_index));

/* Every mapping of a file's pages, in every process. */
struct address_space {
	struct rb_root_cached i_mmap;
} __attribute__((preserve_access_index));

/* flags was a plain number before it became a struct around one. */
struct page___flags {
	unsigned long flags;
} __attribute__((preserve_access_index));

typedef struct {
	unsigned long f;
} memdesc_flags_t;

struct page___memdesc {
	memdesc_flags_t flags;
} __attribute__((preserve_access_index));

/* index has had three names: page->index, page->__folio_index, folio->index. */
struct page___index {
	unsigned long index;
} __attribute__((preserve_access_index));

struct page___folio_index {
	unsigned long __folio_index;
} __attribute__((preserve_access_index));

struct folio___flags_1 {
	unsigned long _flags_1;
	atomic_t _large_mapcount;
} __attribute__((preserve_access_index));

struct folio___order {
	unsigned char _folio_order;
} __attribute__((preserve_access_index));

enum pageflags {
	PG_lru,
	PG_head,
	PG_mlocked,
	PG_unevictable,
};

/* bpf_rdonly_cast() wants a type whose first member is a plain 64-bit number. */
struct timespec64 {
	long long tv_sec;
} __attribute__((preserve_access_index));

extern struct task_struct *bpf_task_from_pid(int pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;
extern void *bpf_rdonly_cast(const void *object, unsigned int type) __ksym;

#endif
