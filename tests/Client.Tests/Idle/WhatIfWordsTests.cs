using Damon.Client.Idle.Words;
using Damon.Client.Times;
using Damon.Contracts.Rest;
using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class WhatIfWordsTests
{
    private static readonly WhatIfWords Words = new(new TimeMapping(0));

    [Fact]
    public void NoLimit_SaysWhatToDo() => Assert.StartsWith("Drag the dashed line", Words.Sentence([Point(0, 0, (0, 1))], null, 0), StringComparison.Ordinal);

    [Fact]
    public void AllFits_SaysSo()
        => Assert.Equal("Everything fits into 150 MiB at 10:00:10. Nothing that was left out would have been touched again since 10:00:00.", Words.Sentence(Cold(2), 150 * MiB, 0));

    [Fact]
    public void ColdMemory_IsLeftOutAndNotTouchedAgain()
        => Assert.Equal(
            "With 110 MiB, 40 MiB would have been left out at 10:09:50: what was not used since 09:30:00, when it began to be watched. Nothing that was left out would have been touched again since 10:00:00.",
            Words.Sentence(Cold(60), 110 * MiB, 34_200_000_000));

    [Fact]
    public void MemoryInUse_IsTouchedAgain()
    {
        var sentence = Words.Sentence([.. Enumerable.Range(0, 30).Select(i => Point(36_000 + (i * 10), 0, (0, 100)))], 60 * MiB, 0);

        Assert.Contains(" About 4 MiB", sentence, StringComparison.Ordinal);
        Assert.Contains("a second of what was left out would have been touched again, on the average since 10:00:00.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void OneLook_CannotTellHowOften()
        => Assert.Contains("cannot be told", Words.Sentence(Cold(1), 110 * MiB, 0), StringComparison.Ordinal);

    private static IdlePoint[] Cold(int looks) => [.. Enumerable.Range(0, looks).Select(i => Point(36_000 + (i * 10), 0, (0, 100), (12, 50)))];
}
