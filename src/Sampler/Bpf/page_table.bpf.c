// SPDX-License-Identifier: GPL-2.0
/*
 * Reads Accessed bits from the page tables of a process.
 *
 * The tables are reached through the kernel's direct map; nothing is written.
 * Reads that fault give zero, so a table freed under our feet can give a wrong
 * answer but no harm; the process's identity is checked again at the end.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "page_table.h"

char LICENSE[] SEC("license") = "GPL";

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

#define PAGE_MAPPING_ANON 1ULL
#define COMPOUND_TAIL 1ULL
#define ORDER_MASK 0xffULL

/* Only the members used, relocated to the running kernel when loaded. */
struct mm_struct {
	unsigned long long *pgd;
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

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct damon_slot);
} slots SEC(".maps");

struct table_page {
	__u64 entries[DAMON_TABLE_ENTRIES];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct table_page);
} tables SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct damon_block_info);
} blocks SEC(".maps");

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
	__u32 nr_check;
	__u32 nr_prepare;
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
	if (!(leaf.entry & ENTRY_ACCESSED))
		return DAMON_PAGE_OLD;
	if (leaf.entry & ENTRY_SPECIAL)
		return DAMON_PAGE_SPECIAL;

	frame = frame_of(&walk->layout, leaf.entry);
	if (leaf.shift == PUD_SHIFT)
		return DAMON_PAGE_SPECIAL; /* hugetlb or raw frames: nothing else maps 1 GiB */
	if (leaf.shift == PMD_SHIFT)
		return prepare_huge(walk, slot, address, frame & ~((PMD_SIZE >> PAGE_SHIFT) - 1));

	page = walk->layout.vmemmap + frame * walk->layout.page_struct;
	flags = page_flags(page);
	head = load(page + bpf_core_field_offset(struct page, compound_head));
	if (head & COMPOUND_TAIL)
		return prepare_in_folio(walk, slot, &leaf, address, frame, page, head - COMPOUND_TAIL);
	if (has_flag(flags, bpf_core_enum_value(enum pageflags, PG_head)))
		return prepare_in_folio(walk, slot, &leaf, address, frame, page, page);

	why = stuck(flags);
	if (why)
		return why;
	if (mapped_by_others(page, flags, 1))
		return DAMON_PAGE_SHARED;
	slot->cold_start = address;
	slot->cold_pages = 1;
	return has_flag(flags, bpf_core_enum_value(enum pageflags, PG_lru)) ? DAMON_PAGE_YOUNG : DAMON_PAGE_YOUNG_OFF_LRU;
}

static __always_inline int check(struct walk *walk, __u64 address)
{
	struct leaf leaf;

	find_leaf(walk, address, &leaf);
	if (!leaf.entry)
		return DAMON_PAGE_ABSENT;
	return leaf.entry & ENTRY_ACCESSED ? DAMON_PAGE_YOUNG : DAMON_PAGE_OLD;
}

static long visit_slot(__u32 i, struct walk *walk)
{
	struct damon_slot *slot = bpf_map_lookup_elem(&slots, &i);

	if (!slot)
		return 1;
	if (i < walk->nr_check)
		slot->checked = check(walk, slot->check);
	if (i < walk->nr_prepare)
		slot->prepared = prepare(walk, slot);
	return 0;
}

static __always_inline __u32 begin(struct task_struct *task, __u64 *start_time, __u64 *pgd)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);

	if (*start_time == 0)
		*start_time = BPF_CORE_READ(task, start_boottime);
	else if (*start_time != BPF_CORE_READ(task, start_boottime))
		return DAMON_NO_TASK;
	if (!mm)
		return DAMON_NO_MEMORY_MAP;
	*pgd = (__u64)BPF_CORE_READ(mm, pgd);
	return DAMON_OK;
}

static __always_inline int still_the_same(struct task_struct *task, __u64 pgd)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);

	return mm && (__u64)BPF_CORE_READ(mm, pgd) == pgd;
}

SEC("syscall")
int sample(struct damon_sample_args *args)
{
	struct task_struct *task = bpf_task_from_pid(args->pid);
	struct walk walk = {};
	__u64 start_time = args->start_time;

	if (!task) {
		args->result = DAMON_NO_TASK;
		return 0;
	}

	walk.layout = args->layout;
	walk.nr_check = args->nr_check;
	walk.nr_prepare = args->nr_prepare;
	args->cpu = bpf_get_smp_processor_id();
	args->result = begin(task, &start_time, &walk.pgd);
	args->start_time = start_time;
	if (args->result == DAMON_OK) {
		bpf_loop(walk.nr_check > walk.nr_prepare ? walk.nr_check : walk.nr_prepare, visit_slot, &walk, 0);
		if (!still_the_same(task, walk.pgd))
			args->result = DAMON_CHANGED;
	}
	bpf_task_release(task);
	return 0;
}

struct scan {
	struct walk walk;
	__u64 start;
};

static long visit_block(__u32 i, struct scan *scan)
{
	struct damon_block_info *info = bpf_map_lookup_elem(&blocks, &i);
	struct table_page *copy = bpf_map_lookup_elem(&tables, &i);
	__u64 address = scan->start + ((__u64)i << PMD_SHIFT);
	__u64 entry;

	if (!info || !copy)
		return 1;
	info->kind = DAMON_BLOCK_ABSENT;
	info->entry = 0;
	entry = find_pud(&scan->walk, address);
	if (!is_mapped(entry))
		return 0;
	if (!(entry & ENTRY_LEAF)) {
		entry = load(entry_address(table_of(&scan->walk.layout, entry), address, PMD_SHIFT));
		if (!is_mapped(entry))
			return 0;
		if (!(entry & ENTRY_LEAF)) {
			info->entry = entry;
			if (bpf_probe_read_kernel(copy, sizeof(*copy), (void *)table_of(&scan->walk.layout, entry)) == 0)
				info->kind = DAMON_BLOCK_TABLE;
			return 0;
		}
	}
	info->entry = entry;
	info->kind = DAMON_BLOCK_HUGE;
	return 0;
}

SEC("syscall")
int scan(struct damon_scan_args *args)
{
	struct task_struct *task = bpf_task_from_pid(args->pid);
	struct scan state = {};
	__u64 start_time = args->start_time;

	if (!task) {
		args->result = DAMON_NO_TASK;
		return 0;
	}

	state.walk.layout = args->layout;
	state.start = args->start;
	args->result = begin(task, &start_time, &state.walk.pgd);
	args->start_time = start_time;
	if (args->result == DAMON_OK) {
		bpf_loop(args->nr_blocks, visit_block, &state, 0);
		if (!still_the_same(task, state.walk.pgd))
			args->result = DAMON_CHANGED;
	}
	bpf_task_release(task);
	return 0;
}

/*
 * struct page of the caller's kernel stack is known twice: by pointer in
 * vm_struct.pages, and by frame in the page tables. The two give the base of
 * the array of all struct pages.
 */
static __always_inline void find_vmemmap(struct task_struct *task, struct walk *walk, struct damon_probe_args *args)
{
	struct vm_struct *area = BPF_CORE_READ(task, stack_vm_area);
	void **pages = BPF_CORE_READ(area, pages);
	__u64 page = 0, own, index, mapping;
	struct leaf leaf;

	if (bpf_probe_read_kernel(&page, sizeof(page), pages))
		return;
	find_leaf(walk, (__u64)BPF_CORE_READ(area, addr), &leaf);
	if (!leaf.entry || leaf.shift != PAGE_SHIFT)
		return;
	args->layout.page_struct = bpf_core_type_size(struct page);
	args->layout.vmemmap = page - frame_of(&walk->layout, leaf.entry) * args->layout.page_struct;

	find_leaf(walk, args->address, &leaf);
	if (!leaf.entry || leaf.shift != PAGE_SHIFT)
		return;
	own = args->layout.vmemmap + frame_of(&walk->layout, leaf.entry) * args->layout.page_struct;
	mapping = load(own + bpf_core_field_offset(struct page, mapping));
	if (bpf_core_field_exists(struct page___folio_index, __folio_index))
		index = load(own + bpf_core_field_offset(struct page___folio_index, __folio_index));
	else
		index = load(own + bpf_core_field_offset(struct page___index, index));
	args->proven_vmemmap = (mapping & 3) == PAGE_MAPPING_ANON && index == args->address >> PAGE_SHIFT;
}

SEC("syscall")
int probe(struct damon_probe_args *args)
{
	struct task_struct *task = bpf_task_from_pid(args->pid);
	struct walk walk = {};
	__u64 start_time = 0, found;
	struct leaf leaf;
	int i;

	args->proven_direct_map = 0;
	args->proven_vmemmap = 0;
	if (!task)
		return 0;
	walk.layout = args->layout;
	if (begin(task, &start_time, &walk.pgd) == DAMON_OK) {
		args->pgd = walk.pgd;
		find_leaf(&walk, args->address, &leaf);
		if (leaf.entry && leaf.shift == PAGE_SHIFT) {
			found = table_of(&walk.layout, leaf.entry);
			args->proven_direct_map = 1;
			for (i = 0; i < 4; i++)
				if (load(found + i * sizeof(__u64)) != args->secret[i])
					args->proven_direct_map = 0;
			if (args->proven_direct_map)
				find_vmemmap(task, &walk, args);
		}
	}
	bpf_task_release(task);
	return 0;
}
