using CsCheck;
using Damon.Server.History.Retention;

namespace Damon.Server.Tests.History.Retention;

public sealed class RetentionPlanTests
{
    private const long Hour = 3_600_000_000;
    private const long Now = 1_000 * Hour;

    private static readonly RetentionLimits None = new(null, null, null);

    private static readonly Gen<KeptSession[]> Sessions = Gen.Select(Gen.Long[0, 900], Gen.Long[1, 100], Gen.Long[0, 10_000], Gen.Bool)
        .Array[0, 12].Select(static parts => parts.Select(static (one, i) => new KeptSession(i + 1, one.Item1 * Hour, (one.Item1 + one.Item2) * Hour, one.Item3, one.Item4)).ToArray());

    [Fact]
    public void NoLimits_NothingGoes() => Assert.Empty(RetentionPlan.Of(None, [Session(1, 10, 900)], Now));

    [Fact]
    public void Age_TheBeginningGoesButMeansStayEightTimesAsLong()
        => Assert.Equal(
            [new RetentionCut(2, null), new RetentionCut(5, 900 * Hour, 600 * Hour), new RetentionCut(3, 950 * Hour, 600 * Hour), new RetentionCut(1, 950 * Hour, 600 * Hour)],
            RetentionPlan.Of(
                None with { AgeUs = 50 * Hour },
                [Session(1, 940, 1_000), Session(2, 10, 600), Session(3, 900, 960), Session(4, 990, 999), Session(5, 20, 900), Session(6, 900, 900)], Now));

    [Fact]
    public void Age_WhatGoesOnNeverGoesWhole()
        => Assert.Equal([new RetentionCut(1, 900 * Hour, 600 * Hour)], RetentionPlan.Of(None with { AgeUs = 50 * Hour }, [Session(1, 10, 900) with { IsActive = true }], Now));

    [Fact]
    public void SessionBytes_TheBeginningGoesUntilSomeRoomIsLeft()
        => Assert.Equal([new RetentionCut(2, 105 * Hour, -560 * Hour)], RetentionPlan.Of(None with { SessionBytes = 1_000 }, [Session(1, 100, 200) with { Bytes = 1_000 }, Session(2, 0, 200) with { Bytes = 2_000 }], Now));

    [Fact]
    public void AllBytes_TheOldestGoesFirst()
        => Assert.Equal(
            [new RetentionCut(1, null), new RetentionCut(2, 250 * Hour, -100 * Hour)],
            RetentionPlan.Of(None with { AllBytes = 2_000 }, [Session(3, 300, 400), Session(2, 200, 300) with { Bytes = 1_800 }, Session(1, 100, 150)], Now));

    [Fact]
    public void AnySessions_WhatIsLeftIsWithinTheBounds()
        => Gen.Select(Sessions, Gen.Long[1, 20_000], Gen.Long[1, 8_000], Gen.Long[1, 900]).Sample((sessions, all, each, hours) =>
        {
            var limits = new RetentionLimits(hours * Hour, each, all);

            var cuts = RetentionPlan.Of(limits, sessions, Now).ToDictionary(cut => cut.Key, cut => cut.BeforeUs);

            var left = sessions.Where(one => !cuts.TryGetValue(one.Key, out var before) || before is not null)
                .Select(one => (One: one, From: Math.Max(one.FirstUs, cuts.GetValueOrDefault(one.Key) ?? one.FirstUs))).ToArray();
            Assert.All(left, one => Assert.True(one.From >= Math.Min(Now - limits.AgeUs!.Value, one.One.LastUs)));
            Assert.All(left, one => Assert.True(Bytes(one) <= each + 1));
            Assert.True(left.Sum(Bytes) <= all + left.Length);
            Assert.All(cuts.Where(cut => cut.Value is null), cut => Assert.False(sessions.First(one => one.Key == cut.Key).IsActive));
        });

    private static double Bytes((KeptSession One, long From) left)
        => left.One.LastUs == left.One.FirstUs ? (left.From > left.One.FirstUs ? 0 : left.One.Bytes) : left.One.Bytes * (left.One.LastUs - left.From) / (double)(left.One.LastUs - left.One.FirstUs);

    private static KeptSession Session(long key, long fromHours, long toHours) => new(key, fromHours * Hour, toHours * Hour, 1_000, IsActive: false);
}
