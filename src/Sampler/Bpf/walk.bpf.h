/* SPDX-License-Identifier: GPL-2.0 */
/* Walks the page tables of x86-64 through the kernel's direct map. */
#ifndef DAMON_WALK_H
#define DAMON_WALK_H

#include "kernel_types.bpf.h"
#include "page_table.h"

#define PAGE_SHIFT 12
#define PAGE_SIZE (1ULL << PAGE_SHIFT)
#define PMD_SHIFT 21
#define PMD_SIZE (1ULL << PMD_SHIFT)
#define PUD_SHIFT 30
#define TABLE_MASK 511

#define ENTRY_PRESENT (1ULL << 0)
#define ENTRY_ACCESSED (1ULL << 5)
#define ENTRY_LEAF (1ULL << 7)
#define ENTRY_PROTNONE (1ULL << 8) /* with PRESENT clear: mapped without access rights */
#define ENTRY_SPECIAL (1ULL << 9)  /* no struct page to speak of: zero page, raw frames */

/*
 * A load from any kernel address; 0 when it faults. Several times cheaper than
 * the probe_read helper, because it compiles to one guarded instruction.
 */
static __always_inline __u64 load(__u64 address)
{
	struct timespec64 *word = bpf_rdonly_cast((void *)address, bpf_core_type_id_kernel(struct timespec64));

	return word->tv_sec;
}

static __always_inline __u64 table_of(const struct damon_layout *layout, __u64 entry)
{
	return layout->direct_map + (entry & layout->physical_mask & ~(PAGE_SIZE - 1));
}

static __always_inline __u64 entry_address(__u64 table, __u64 address, int shift)
{
	return table + ((address >> shift) & TABLE_MASK) * sizeof(__u64);
}

/* An unreadable mapping stores the frame inverted (a hardware bug's mitigation). */
static __always_inline __u64 frame_of(const struct damon_layout *layout, __u64 entry)
{
	if (!(entry & ENTRY_PRESENT))
		entry = ~entry;
	return (entry & layout->physical_mask) >> PAGE_SHIFT;
}

static __always_inline int is_mapped(__u64 entry)
{
	return (entry & (ENTRY_PRESENT | ENTRY_PROTNONE)) != 0;
}

/* The tables last used: neighbouring addresses share them. */
struct walk {
	struct damon_layout layout;
	__u64 pgd;
	__u64 pud_of;		/* address >> 30 for which pud is valid, plus 1 */
	__u64 pud;		/* that entry */
	__u32 nr_check;		/* of the sampling run it belongs to */
	__u32 nr_prepare;
	__u32 all;		/* not 0: prepare tells of old pages, too, what advice must cover */
	__u32 pad;
};

static __always_inline __u64 find_pud(struct walk *walk, __u64 address)
{
	__u64 table, entry;

	if (walk->pud_of == (address >> PUD_SHIFT) + 1)
		return walk->pud;

	table = walk->pgd;
	if (walk->layout.levels == 5) {
		entry = load(entry_address(table, address, 48));
		if (!(entry & ENTRY_PRESENT))
			return 0;
		table = table_of(&walk->layout, entry);
	}
	entry = load(entry_address(table, address, 39));
	if (!(entry & ENTRY_PRESENT))
		return 0;
	entry = load(entry_address(table_of(&walk->layout, entry), address, PUD_SHIFT));
	walk->pud = entry;
	walk->pud_of = (address >> PUD_SHIFT) + 1;
	return entry;
}

struct leaf {
	__u64 entry;	/* 0: nothing mapped */
	__u64 table;	/* the page of last-level entries, for a small page */
	int shift;	/* 12, 21 or 30 */
};

static __always_inline void find_leaf(struct walk *walk, __u64 address, struct leaf *leaf)
{
	__u64 entry = find_pud(walk, address);

	leaf->entry = 0;
	leaf->table = 0;
	leaf->shift = PUD_SHIFT;
	if (!is_mapped(entry))
		return;
	if (entry & ENTRY_LEAF) {
		leaf->entry = entry;
		return;
	}

	entry = load(entry_address(table_of(&walk->layout, entry), address, PMD_SHIFT));
	leaf->shift = PMD_SHIFT;
	if (!is_mapped(entry))
		return;
	if (entry & ENTRY_LEAF) {
		leaf->entry = entry;
		return;
	}

	leaf->table = table_of(&walk->layout, entry);
	leaf->shift = PAGE_SHIFT;
	entry = load(entry_address(leaf->table, address, PAGE_SHIFT));
	if (is_mapped(entry))
		leaf->entry = entry;
}

#endif
