using Damon.Client.Compare.Numbers;
using Damon.Client.Compare.Sides;

namespace Damon.Client.Tests.Compare.Numbers;

public sealed class MappingDifferencesTests
{
    private static readonly MappingUse[] A = [new("heap", 50, 4096, 8192), new("stack", 1, 4096, 4096), new("gone", null, 0, 4096)];
    private static readonly MappingUse[] B = [new("heap", 20, 8192, 8192), new("stack", 90, 4096, 4096), new("new", 3, 65536, 65536)];

    [Fact]
    public void Of_ByBytes_BiggestDifferenceFirst()
        => Assert.Equal([("new", -65536.0), ("heap", -4096), ("stack", 0), ("gone", 0)], MappingDifferences.Of(A, B, byRate: false).Select(d => (d.Name, d.Bytes)));

    [Fact]
    public void Of_ByRate_WhatHasNoneIsLast()
        => Assert.Equal([("stack", -89.0), ("heap", 30), ("new", null), ("gone", (double?)null)], MappingDifferences.Of(A, B, byRate: true).Select(d => (d.Name, d.Points)));

    [Fact]
    public void Csv_HasALineEachAndLeavesTheUnknownEmpty()
    {
        var lines = MappingDifferences.Csv(MappingDifferences.Of([.. A, new("=1,2", 1, 1, 1)], B, byRate: false)).Split("\r\n");

        Assert.Equal("new,,3,,,65536,-65536,,65536", lines[1]);
        Assert.Equal("heap,50,20,30,4096,8192,-4096,8192,8192", lines[2]);
        Assert.Equal("\"'=1,2\",1,,,1,,1,1,", lines[3]);
        Assert.Equal("gone,,,,0,,0,4096,", lines[5]);
        Assert.All(lines[..^1], line => Assert.Equal(9, line.Replace("1,2", "", StringComparison.Ordinal).Split(',').Length));
    }
}
