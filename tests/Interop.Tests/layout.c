/* Prints "name value" for every size, offset and constant that the C# side repeats. */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "page_table.h"

#define SIZE(type) printf(#type " %zu\n", sizeof(struct type))
#define OFFSET(type, member) printf(#type "." #member " %zu\n", offsetof(struct type, member))
#define VALUE(name) printf(#name " %ld\n", (long)(name))
#define NAMED(name, value) printf(name " %ld\n", (long)(value))

int main(void)
{
	SIZE(damon_slot);
	OFFSET(damon_slot, cold_start);
	OFFSET(damon_slot, cold_pages);
	OFFSET(damon_slot, checked);
	OFFSET(damon_slot, prepared);
	OFFSET(damon_slot, of_shared_mapping);
	OFFSET(damon_slot, checked_shift);
	OFFSET(damon_slot, checked_frame);
	SIZE(damon_layout);
	OFFSET(damon_layout, levels);
	SIZE(damon_sample_args);
	OFFSET(damon_sample_args, result);
	OFFSET(damon_sample_args, cpu);
	SIZE(damon_scan_args);
	OFFSET(damon_scan_args, start);
	OFFSET(damon_scan_args, result);
	SIZE(damon_probe_args);
	OFFSET(damon_probe_args, pgd);
	OFFSET(damon_probe_args, proven_vmemmap);
	SIZE(damon_block_info);
	OFFSET(damon_block_info, kind);
	VALUE(DAMON_PAGE_OLD);
	VALUE(DAMON_PAGE_YOUNG);
	VALUE(DAMON_PAGE_YOUNG_OFF_LRU);
	VALUE(DAMON_PAGE_LOCKED);
	VALUE(DAMON_PAGE_SHARED);
	VALUE(DAMON_PAGE_SPECIAL);
	VALUE(DAMON_PAGE_PART_OF_FOLIO);
	VALUE(DAMON_CHANGED);
	VALUE(DAMON_NO_MEMORY_MAP);
	VALUE(DAMON_BLOCK_HUGE);
	VALUE(DAMON_BLOCK_TABLE);
	SIZE(bpf_test_run_opts);
	OFFSET(bpf_test_run_opts, ctx_in);
	OFFSET(bpf_test_run_opts, ctx_size_in);
	OFFSET(bpf_test_run_opts, flags);
	OFFSET(bpf_test_run_opts, batch_size);
	SIZE(iovec);
	VALUE(MADV_COLD);
	VALUE(MADV_NOHUGEPAGE);
	NAMED("IOV_MAX", sysconf(_SC_IOV_MAX));
	NAMED("MAP_PRIVATE|MAP_ANONYMOUS", MAP_PRIVATE | MAP_ANONYMOUS);
	NAMED("PROT_READ|PROT_WRITE", PROT_READ | PROT_WRITE);
	VALUE(MAP_SHARED);
	VALUE(EPERM);
	VALUE(ESRCH);
	VALUE(EACCES);
	VALUE(ENOSYS);
	return 0;
}
