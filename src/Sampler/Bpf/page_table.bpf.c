// SPDX-License-Identifier: GPL-2.0
/*
 * Reads Accessed bits from the page tables of a process.
 *
 * The tables are reached through the kernel's direct map; nothing is written.
 * Reads that fault give zero, so a table freed under our feet can give a wrong
 * answer but no harm; the process's identity is checked again at the end.
 */
#include "advice.bpf.h"

char LICENSE[] SEC("license") = "GPL";

#define PAGE_MAPPING_ANON 1ULL

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

static __always_inline int check(struct walk *walk, struct damon_slot *slot)
{
	struct leaf leaf;
	__u64 within;

	find_leaf(walk, slot->check, &leaf);
	slot->checked_shift = leaf.shift;
	slot->checked_frame = 0;
	if (!leaf.entry)
		return DAMON_PAGE_ABSENT;
	/* A leaf of a huge page has other bits where the lower ones of a frame are. */
	within = (1ULL << (leaf.shift - PAGE_SHIFT)) - 1;
	slot->checked_frame = (frame_of(&walk->layout, leaf.entry) & ~within) | ((slot->check >> PAGE_SHIFT) & within);
	return leaf.entry & ENTRY_ACCESSED ? DAMON_PAGE_YOUNG : DAMON_PAGE_OLD;
}

static long visit_slot(__u32 i, struct walk *walk)
{
	struct damon_slot *slot = bpf_map_lookup_elem(&slots, &i);

	if (!slot)
		return 1;
	if (i < walk->nr_check)
		slot->checked = check(walk, slot);
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

static __always_inline __u32 is_watched(struct task_struct *task)
{
	struct mm_struct___notified *mm = (void *)BPF_CORE_READ(task, mm);

	if (!mm || !bpf_core_field_exists(struct mm_struct___notified, notifier_subscriptions))
		return 0;
	return BPF_CORE_READ(mm, notifier_subscriptions) != 0;
}

static __always_inline int still_the_same(struct task_struct *task, __u64 pgd)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);

	return mm && (__u64)BPF_CORE_READ(mm, pgd) == pgd;
}

static __always_inline int visit_slots(struct damon_sample_args *args, __u32 all)
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
	walk.all = all;
	args->cpu = bpf_get_smp_processor_id();
	args->result = begin(task, &start_time, &walk.pgd);
	args->start_time = start_time;
	args->watched = 0;
	if (args->result == DAMON_OK) {
		args->watched = is_watched(task);
		bpf_loop(walk.nr_check > walk.nr_prepare ? walk.nr_check : walk.nr_prepare, visit_slot, &walk, 0);
		if (!still_the_same(task, walk.pgd))
			args->result = DAMON_CHANGED;
	}
	bpf_task_release(task);
	return 0;
}

SEC("syscall")
int sample(struct damon_sample_args *args)
{
	return visit_slots(args, 0);
}

/*
 * What an advice over a range would meet: prepares old pages as young ones.
 * Whether a page is young is told by check, which must ask for the same page.
 * Where cold_pages stays 0, no advice may go over the page.
 */
SEC("syscall")
int survey(struct damon_sample_args *args)
{
	return visit_slots(args, 1);
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
	args->proven_vmemmap = (mapping & PAGE_MAPPING_FLAGS) == PAGE_MAPPING_ANON && index == args->address >> PAGE_SHIFT;
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
