using Damon.Model.Groups;

namespace Damon.Model.Tests.Groups;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("postgres", "postgres")]
    [InlineData("postgres*", "postgres")]
    [InlineData("postgres*", "postgres: walwriter")]
    [InlineData("*writer", "postgres: walwriter")]
    [InlineData("*: wal*", "postgres: walwriter")]
    [InlineData("*", "")]
    [InlineData("**", "x")]
    [InlineData("?", "x")]
    [InlineData("a?c", "abc")]
    [InlineData("*a*b", "aab ab")]
    [InlineData("*ab", "aab")]
    [InlineData("a*b*c", "abbbc")]
    [InlineData("[x].+", "[x].+")]
    [InlineData("", "")]
    public void IsMatch_WhatItStandsFor_IsTrue(string pattern, string text) => Assert.True(new GlobPattern(pattern).IsMatch(text));

    [Theory]
    [InlineData("postgres", "postgres: walwriter")]
    [InlineData("postgres", "my postgres")]
    [InlineData("Postgres*", "postgres")]
    [InlineData("?", "")]
    [InlineData("?", "xy")]
    [InlineData("a?c", "ac")]
    [InlineData("*b", "abc")]
    [InlineData("a*b*c", "acb")]
    [InlineData(".*", "x")]
    [InlineData("", "x")]
    public void IsMatch_AnythingElse_IsFalse(string pattern, string text) => Assert.False(new GlobPattern(pattern).IsMatch(text));

    [Fact]
    public void IsMatch_ManyStarsOnALongText_TakesNoTimeToSpeakOf()
        => Assert.False(new GlobPattern(string.Concat(Enumerable.Repeat("*a", 200)) + "b").IsMatch(new string('a', 4_000)));
}
