namespace Damon.Sampler.Procfs;

/// <summary>
/// Tells a process's address space from the one it has after it has executed another program, be it the same one again: the
/// kernel puts code and stack at other places each time.
/// </summary>
/// <param name="CodeStart">First byte of the program's code (field 26 of <c>/proc/PID/stat</c>).</param>
/// <param name="StackStart">Where the main thread's stack begins (field 28).</param>
internal readonly record struct AddressSpace(ulong CodeStart, ulong StackStart);
