/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What advice (MADV_COLD) would do to a young page: clear its Accessed bit,
 * leave it, or split a large folio, which must never happen.
 */
#ifndef DAMON_ADVICE_H
#define DAMON_ADVICE_H

#include "walk.bpf.h"

#define COMPOUND_TAIL 1ULL
#define ORDER_MASK 0xffULL
#define PAGE_MAPPING_FLAGS 3ULL

static __always_inline __u64 page_flags(__u64 page)
{
	if (bpf_core_field_exists(struct page___memdesc, flags))
		return load(page + bpf_core_field_offset(struct page___memdesc, flags));
	return load(page + bpf_core_field_offset(struct page___flags, flags));
}

static __always_inline int has_flag(__u64 flags, __u64 bit)
{
	return (flags >> bit) & 1;
}

static __always_inline int mapped_by_others(__u64 folio, __u64 flags, __u64 pages_mapped)
{
	__u64 where;

	if (!has_flag(flags, bpf_core_enum_value(enum pageflags, PG_head)))
		where = folio + bpf_core_field_offset(struct page, _mapcount);
	else if (bpf_core_field_exists(struct folio___flags_1, _large_mapcount))
		where = folio + bpf_core_field_offset(struct folio___flags_1, _large_mapcount);
	else
		return 0; /* older kernels count per page; advice itself still refuses shared ones */

	/* The counters start at -1. Aligned loads of 8 bytes only: take the right half. */
	return (__u32)(load(where & ~7ULL) >> ((where & 4) * 8)) + 1 > pages_mapped;
}

/*
 * Whether a page of a MAP_SHARED mapping may be accessed through another
 * mapping. Counting the mappers of the page is not enough: who accesses it a
 * moment later maps it then.
 */
static __always_inline int file_mapped_elsewhere(__u64 page)
{
	__u64 mapping = load(page + bpf_core_field_offset(struct page, mapping));
	__u64 root;

	if (!mapping || (mapping & PAGE_MAPPING_FLAGS))
		return 0;
	root = load(mapping + bpf_core_field_offset(struct address_space, i_mmap.rb_root.rb_node));
	return root && (load(root + bpf_core_field_offset(struct rb_node, rb_left)) ||
			load(root + bpf_core_field_offset(struct rb_node, rb_right)));
}

static __always_inline __u64 folio_order(__u64 folio)
{
	if (bpf_core_field_exists(struct folio___order, _folio_order))
		return load((folio + bpf_core_field_offset(struct folio___order, _folio_order)) & ~7ULL)
			>> (((folio + bpf_core_field_offset(struct folio___order, _folio_order)) & 7) * 8) & ORDER_MASK;
	return load(folio + bpf_core_field_offset(struct folio___flags_1, _flags_1)) & ORDER_MASK;
}

/* The cheap reasons why advice would leave the bit as it is. */
static __always_inline int stuck(__u64 flags)
{
	if (has_flag(flags, bpf_core_enum_value(enum pageflags, PG_mlocked)) ||
	    has_flag(flags, bpf_core_enum_value(enum pageflags, PG_unevictable)))
		return DAMON_PAGE_LOCKED;
	return 0;
}

struct folio_scan {
	__u64 table;	/* entry address of the folio's first page */
	__u64 frame;	/* frame of its first page */
	__u64 mask;
	__u32 whole;	/* cleared when an entry is not the one expected */
	__u32 pad;
};

static long compare_entry(__u32 i, struct folio_scan *scan)
{
	__u64 entry = load(scan->table + (__u64)i * sizeof(__u64));

	if ((entry & ENTRY_PRESENT) && ((entry & scan->mask) >> PAGE_SHIFT) == scan->frame + i)
		return 0;
	scan->whole = 0;
	return 1;
}

/*
 * Advice on a part of a large folio splits it, which monitoring must never do.
 * So the folio is advised as a whole, or not at all when not all of it is
 * mapped side by side under one table page.
 */
static __always_inline int prepare_in_folio(struct walk *walk, struct damon_slot *slot, const struct leaf *leaf,
					    __u64 address, __u64 frame, __u64 page, __u64 head)
{
	__u64 flags = page_flags(head);
	__u64 order = folio_order(head);
	__u64 into = (page - head) / walk->layout.page_struct;
	__u64 first = address - (into << PAGE_SHIFT);
	struct folio_scan scan = {};
	int why = stuck(flags);

	if (why)
		return why;
	if (!has_flag(flags, bpf_core_enum_value(enum pageflags, PG_lru)))
		return DAMON_PAGE_SPECIAL;
	if (order == 0 || order > 9)
		return DAMON_PAGE_PART_OF_FOLIO;
	if (first > address || (first >> PMD_SHIFT) != (address >> PMD_SHIFT) ||
	    ((first + (PAGE_SIZE << order) - 1) >> PMD_SHIFT) != (address >> PMD_SHIFT))
		return DAMON_PAGE_PART_OF_FOLIO;
	if (mapped_by_others(head, flags, 1ULL << order))
		return DAMON_PAGE_SHARED;

	scan.table = entry_address(leaf->table, first, PAGE_SHIFT);
	scan.frame = frame - into;
	scan.mask = walk->layout.physical_mask;
	scan.whole = 1;
	bpf_loop(1U << order, compare_entry, &scan, 0);
	if (!scan.whole)
		return DAMON_PAGE_PART_OF_FOLIO;

	slot->cold_start = first;
	slot->cold_pages = 1U << order;
	return DAMON_PAGE_YOUNG;
}

static __always_inline int prepare_huge(struct walk *walk, struct damon_slot *slot, __u64 address, __u64 frame)
{
	__u64 page = walk->layout.vmemmap + frame * walk->layout.page_struct;
	__u64 tail = load(page + bpf_core_field_offset(struct page, compound_head));
	__u64 flags;
	int why;

	/* A leaf frame that is a tail belongs to a folio larger than the leaf. */
	if (tail & COMPOUND_TAIL)
		return DAMON_PAGE_PART_OF_FOLIO;
	flags = page_flags(page);
	why = stuck(flags);
	if (why)
		return why;
	/* hugetlb pages and the huge zero page are never on the LRU; a THP always is. */
	if (!has_flag(flags, bpf_core_enum_value(enum pageflags, PG_lru)))
		return DAMON_PAGE_SPECIAL;
	if (mapped_by_others(page, flags, 1))
		return DAMON_PAGE_SHARED;

	slot->cold_start = address & ~(PMD_SIZE - 1);
	slot->cold_pages = PMD_SIZE >> PAGE_SHIFT;
	return DAMON_PAGE_YOUNG;
}

static __always_inline int prepare(struct walk *walk, struct damon_slot *slot)
{
	__u64 address = slot->prepare & ~(PAGE_SIZE - 1);
	__u64 frame, page, flags, head;
	struct leaf leaf;
	int why;

	find_leaf(walk, address, &leaf);
	if (!leaf.entry)
		return DAMON_PAGE_ABSENT;
	if (!(leaf.entry & ENTRY_ACCESSED) && !slot->of_shared_mapping && !walk->all)
		return DAMON_PAGE_OLD;
	if (leaf.entry & ENTRY_SPECIAL)
		return DAMON_PAGE_SPECIAL;

	frame = frame_of(&walk->layout, leaf.entry);
	if (leaf.shift == PUD_SHIFT)
		return DAMON_PAGE_SPECIAL; /* hugetlb or raw frames: nothing else maps 1 GiB */
	if (leaf.shift == PMD_SHIFT)
		frame &= ~((PMD_SIZE >> PAGE_SHIFT) - 1);

	page = walk->layout.vmemmap + frame * walk->layout.page_struct;
	head = load(page + bpf_core_field_offset(struct page, compound_head));
	if (slot->of_shared_mapping && file_mapped_elsewhere(head & COMPOUND_TAIL ? head - COMPOUND_TAIL : page))
		return DAMON_PAGE_SHARED;
	if (!(leaf.entry & ENTRY_ACCESSED) && !walk->all)
		return DAMON_PAGE_OLD;
	if (leaf.shift == PMD_SHIFT)
		return prepare_huge(walk, slot, address, frame);

	flags = page_flags(page);
	if (head & COMPOUND_TAIL)
		return prepare_in_folio(walk, slot, &leaf, address, frame, page, head - COMPOUND_TAIL);
	if (has_flag(flags, bpf_core_enum_value(enum pageflags, PG_head)))
		return prepare_in_folio(walk, slot, &leaf, address, frame, page, page);

	/* Advice leaves such a page alone when it may not clear it: a range may go over it. */
	slot->cold_start = address;
	slot->cold_pages = 1;
	why = stuck(flags);
	if (why)
		return why;
	if (mapped_by_others(page, flags, 1))
		return DAMON_PAGE_SHARED;
	return has_flag(flags, bpf_core_enum_value(enum pageflags, PG_lru)) ? DAMON_PAGE_YOUNG : DAMON_PAGE_YOUNG_OFF_LRU;
}

#endif
