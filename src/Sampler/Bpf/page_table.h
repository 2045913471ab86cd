/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the BPF programs and the sampler exchange. The C# side mirrors these
 * structures; a test compares sizes and offsets.
 */
#ifndef DAMON_PAGE_TABLE_H
#define DAMON_PAGE_TABLE_H

typedef unsigned char damon_u8;
typedef unsigned int damon_u32;
typedef unsigned long long damon_u64;

/* What a page looks like. The numbers are part of the exchange. */
enum damon_page {
	DAMON_PAGE_ABSENT = 0,		/* no mapping, or nothing present in it */
	DAMON_PAGE_OLD = 1,		/* present, Accessed bit clear */
	DAMON_PAGE_YOUNG = 2,		/* Accessed bit set; advice can clear it */
	DAMON_PAGE_YOUNG_OFF_LRU = 3,	/* as YOUNG, once the LRU batch it waits in is drained */
	DAMON_PAGE_LOCKED = 4,		/* Accessed bit set, and stuck: from here on */
	DAMON_PAGE_SHARED = 5,
	DAMON_PAGE_SPECIAL = 6,
	DAMON_PAGE_PART_OF_FOLIO = 7,	/* advice would split a large folio */
};

/* One region's business of one sampling tick. */
struct damon_slot {
	damon_u64 check;	/* in: address prepared by the previous tick */
	damon_u64 prepare;	/* in: address for the next tick */
	damon_u64 cold_start;	/* out: what advice must cover to make it old */
	damon_u32 cold_pages;	/* out: its length in pages of 4,096 bytes */
	damon_u8 checked;	/* out: enum damon_page of check */
	damon_u8 prepared;	/* out: enum damon_page of prepare */
	damon_u8 of_shared_mapping; /* in: 1 when prepare lies in a MAP_SHARED mapping */
	damon_u8 checked_shift;	/* out: log2 of the bytes that share check's Accessed bit */
	damon_u64 checked_frame; /* out: physical page of check; 0 when absent */
};

/* Where the kernel keeps things; found and proven once at start. */
struct damon_layout {
	damon_u64 direct_map;	/* page_offset_base */
	damon_u64 vmemmap;	/* vmemmap_base */
	damon_u64 physical_mask;/* address bits of a table entry */
	damon_u32 levels;	/* of the page tables: 4 or 5 */
	damon_u32 page_struct;	/* sizeof(struct page) */
};

enum damon_result {
	DAMON_OK = 0,
	DAMON_NO_TASK = 1,	/* no such process, or not the same any more */
	DAMON_NO_MEMORY_MAP = 2,/* it is exiting, or a kernel thread */
	DAMON_CHANGED = 3,	/* it exited or exec'ed while being read: answers are void */
};

struct damon_sample_args {
	struct damon_layout layout;
	damon_u64 start_time;	/* task start_boottime in ns; 0: any, and told here */
	damon_u32 pid;
	damon_u32 nr_check;
	damon_u32 nr_prepare;
	damon_u32 result;	/* out: enum damon_result */
	damon_u32 cpu;		/* out: processor it ran on */
	damon_u32 watched;	/* out: 1 when others follow its page tables (KVM, devices) */
};

/* Table pages are copied whole, 512 entries each. */
#define DAMON_TABLE_ENTRIES 512

enum damon_block {
	DAMON_BLOCK_ABSENT = 0,
	DAMON_BLOCK_TABLE = 1,	/* entries copied to the block's table */
	DAMON_BLOCK_HUGE = 2,	/* one leaf for the whole block, in entry */
};

/* What one aligned 2 MiB of address space looks like. */
struct damon_block_info {
	damon_u64 entry;	/* the pmd, or the pud of a 1 GiB leaf */
	damon_u32 kind;		/* enum damon_block */
	damon_u32 pad;
};

struct damon_scan_args {
	struct damon_layout layout;
	damon_u64 start_time;
	damon_u64 start;	/* in: multiple of 2 MiB */
	damon_u32 pid;
	damon_u32 nr_blocks;	/* in: at most the maps' capacity */
	damon_u32 result;
	damon_u32 pad;
};

/* Proof of a guessed layout, by the caller's own page. */
struct damon_probe_args {
	struct damon_layout layout;	/* in: the guess; out: vmemmap and page_struct */
	damon_u64 address;		/* in: page aligned, private, anonymous, resident */
	damon_u64 secret[4];		/* in: what stands at its start */
	damon_u64 pgd;			/* out: kernel address of the top table */
	damon_u32 pid;
	damon_u32 proven_direct_map;	/* out: 1 when the secret was read back */
	damon_u32 proven_vmemmap;	/* out: 1 when struct page describes that page */
	damon_u32 pad;
};

#endif
