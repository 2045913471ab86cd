using Damon.Sampler.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Sessions;

public sealed class EndedMemoryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly EndedMemory _memory;

    public EndedMemoryTests() => _memory = new EndedMemory(_time);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Note_ManyThatEndTogether_AreGivenBackOnce()
    {
        _memory.Note();
        _time.Advance(EndedMemory.After / 2);
        _memory.Note();
        Assert.Equal(0, _memory.Returns);

        _time.Advance(EndedMemory.After / 2);
        Assert.Equal(1, _memory.Returns);
        _time.Advance(10 * EndedMemory.After);
        Assert.Equal(1, _memory.Returns);

        _memory.Note();
        _time.Advance(EndedMemory.After);
        Assert.Equal(2, _memory.Returns);
    }

    [Fact]
    public void Return_WhatNobodyHolds_IsGone()
    {
        var pages = Pages();

        _memory.Note();
        _time.Advance(EndedMemory.After);

        Assert.False(pages.IsAlive);
    }

    // Not inlined, so that nothing holds it afterwards.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Pages() => new(new byte[2 << 20]);
}
