using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Damon.Sampler.Interop;

namespace Damon.Sampler.Operations.Costs;

/// <summary>Runs of neighbouring pages, each under a page table of its own, as samples of a target are.</summary>
internal sealed unsafe class PageRuns
{
    /// <summary>Odd, so that every place comes once before one comes again.</summary>
    private const int Steps = 211;

    private readonly IoVector[] _vectors;
    private readonly ulong _start;
    private readonly ulong _stride;
    private readonly int _pages;

    /// <summary>Runs at these addresses.</summary>
    /// <param name="start">Where the first begins.</param>
    /// <param name="stride">From one to the next, bytes.</param>
    /// <param name="pages">Pages of each.</param>
    /// <param name="count">How many.</param>
    public PageRuns(ulong start, ulong stride, int pages, int count)
    {
        (_start, _stride, _pages) = (start, stride, pages);
        _vectors = GC.AllocateArray<IoVector>(count, pinned: true);
        MoveTo(0);
    }

    /// <summary>Runs: each takes an advice of its own.</summary>
    public int Count => _vectors.Length;

    /// <summary>Pages of all of them.</summary>
    public int Pages => _vectors.Length * _pages;

    /// <summary>
    /// Moves every run to another place under its page table: the same entries changed again and again can be several times
    /// as cheap as those of a target, where each is another one.
    /// </summary>
    /// <param name="round">Any number; the next one is another place.</param>
    public void MoveTo(int round)
    {
        var place = (uint)(round * Steps) % (CostLayout.PagesOfBlock / (uint)_pages);
        var shift = (ulong)place * (ulong)_pages * CostLayout.PageSize;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = new IoVector { Base = _start + ((ulong)i * _stride) + shift, Length = (ulong)_pages * CostLayout.PageSize };
        }
    }

    /// <summary>Gives every page memory; in the process whose memory it is.</summary>
    public void Fill()
    {
        foreach (var vector in _vectors)
        {
            for (var page = vector.Base; page < vector.Base + vector.Length; page += CostLayout.PageSize)
            {
                *(byte*)page = 1;
            }
        }
    }

    /// <summary>Accesses every page once; in the process whose memory it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Touch()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            var page = (byte*)_vectors[i].Base;
            for (var left = _pages; left > 0; left--, page += CostLayout.PageSize)
            {
                _ = Volatile.Read(ref *page);
            }
        }
    }

    /// <summary>Makes every page old.</summary>
    /// <param name="process">A pidfd of the process whose memory it is.</param>
    /// <exception cref="IOException">The kernel refused, or left some out.</exception>
    public void Advise(int process)
    {
        fixed (IoVector* vectors = _vectors)
        {
            var advised = Libc.ProcessAdvise(process, vectors, _vectors.Length, Libc.MadvCold);
            if (advised != (nint)Pages * CostLayout.PageSize)
            {
                throw new IOException(advised < 0
                    ? $"The kernel refused to make pages old: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}."
                    : "The kernel made only some of the pages old.");
            }
        }
    }
}
