using Damon.Client.Api;

namespace Damon.Client.Tests.Api;

public sealed class ParsedBodiesTests
{
    private int _parsed;

    [Fact]
    public void Of_TheSameBytesAgain_IsWhatWasRead()
    {
        var bodies = new ParsedBodies<object>(Parse, most: 2);

        var first = bodies.Of([1, 2]);

        Assert.Same(first, bodies.Of([1, 2]));
        Assert.NotSame(first, bodies.Of([1, 3]));
        Assert.Same(first, bodies.Of([1, 2]));
        Assert.Equal(2, _parsed);
    }

    [Fact]
    public void Of_MoreThanAreKept_ForgetsWhatWasAskedLongestAgo()
    {
        var bodies = new ParsedBodies<object>(Parse, most: 2);
        var (first, second) = (bodies.Of([1]), bodies.Of([2]));

        Assert.Same(first, bodies.Of([1]));
        bodies.Of([3]);

        Assert.Same(first, bodies.Of([1]));
        Assert.NotSame(second, bodies.Of([2]));
    }

    [Fact]
    public void Of_WhatCannotBeRead_IsTriedAgain()
    {
        var bodies = new ParsedBodies<object>(body => ++_parsed == 1 ? throw new FormatException() : body, most: 2);

        Assert.Throws<FormatException>(() => bodies.Of([1]));

        Assert.NotNull(bodies.Of([1]));
    }

    private object Parse(byte[] body)
    {
        _parsed++;
        return new object();
    }
}
